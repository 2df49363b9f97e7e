package dev.weir.shaping.core;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.core.live.WallTime;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings of a live run. Not thread-safe. */
public final class LiveShapingBuilder {
    private static final int LEAST_BYTES = 1 << 20;
    private static final int MOST_BYTES = 1 << 30;
    private static final int MOST_SHARDS = 64;
    private final Shaper shaper;
    IdleStrategy idle = IdleStrategy.BALANCED;
    int shards = 1;
    DrainPolicy drain = DrainPolicy.RELEASE;
    int inputBytes = 1 << 22;
    int outputBytes = 1 << 22;
    Consumer<Throwable> onFailure = failure -> {};
    ThreadFactory threads = LiveShapingBuilder::thread;

    @Nullable
    DecisionLedger ledger;

    @Nullable
    InputRecording recording;

    LiveShapingBuilder(Shaper shaper) {
        this.shaper = shaper;
    }

    private static Thread thread(Runnable loop) {
        Thread thread = new Thread(loop, "weir-engine");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Sets how the thread passes the time; {@link IdleStrategy#BALANCED} unless set.
     *
     * @param strategy the strategy
     * @return this builder
     */
    public LiveShapingBuilder idle(IdleStrategy strategy) {
        idle = Objects.requireNonNull(strategy, "strategy");
        return this;
    }

    /**
     * Sets what becomes of held packets at the end; {@link DrainPolicy#RELEASE} unless set.
     *
     * @param policy the policy
     * @return this builder
     */
    public LiveShapingBuilder drain(DrainPolicy policy) {
        drain = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets the memory of each producer's lane; 4 MiB unless set.
     *
     * @param size 1 MiB to 1 GiB, rounded up to a power of two
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public LiveShapingBuilder inputMemory(DataSize size) {
        inputBytes = bytes("input memory", size);
        return this;
    }

    /**
     * Sets the memory of the lane to the backend; 4 MiB unless set.
     *
     * @param size 1 MiB to 1 GiB, rounded up to a power of two
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public LiveShapingBuilder outputMemory(DataSize size) {
        outputBytes = bytes("output memory", size);
        return this;
    }

    private static int bytes(String name, DataSize size) {
        long bytes = size.bytes();
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    name + " must be within " + LEAST_BYTES + ".." + MOST_BYTES + " bytes: " + bytes);
        }
        int floor = Integer.highestOneBit((int) bytes);
        return floor == bytes ? floor : floor << 1;
    }

    /**
     * Sets how many engines share the work, each on a thread of its own; one unless set. A connection is always in the same shard, both ways.
     *
     * <p>Limits, capacities and links hold for all shards together: each draws tokens ahead, so that at any instant they may have passed a tenth of the burst more
     * for each shard than one engine would, and in the long run exactly as much. Packets of different connections may overtake each other within a limit.
     *
     * <p>Contexts and quotas are of all shards; a packet that is judged while another shard uses up a quota may still pass. The weights of high, normal and low hold
     * within a shard. Rules are asked on several threads at once, and must bear that. Memory and flows are shared out evenly. Bandwidth detection, recordings and ledgers need
     * one shard.
     *
     * @param shards 1 to 64
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public LiveShapingBuilder shards(int shards) {
        if (shards < 1 || shards > MOST_SHARDS) {
            throw new IllegalArgumentException("shards must be within 1.." + MOST_SHARDS + ": " + shards);
        }
        this.shards = shards;
        return this;
    }

    private void requireOneShardOr(boolean fits, String what) {
        if (shards > 1 && !fits) {
            throw new IllegalStateException(what + " needs one shard: " + shards);
        }
    }

    /**
     * Sets who makes the threads; a daemon thread named weir-engine unless set.
     *
     * @param factory makes one thread
     * @return this builder
     */
    public LiveShapingBuilder threadFactory(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /**
     * Sets who is told of a failure, on the thread that meets it; nobody unless set.
     *
     * @param listener the listener
     * @return this builder
     */
    public LiveShapingBuilder onFailure(Consumer<Throwable> listener) {
        onFailure = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Sets where decisions are recorded; nowhere unless set. The engine's thread writes each line, so packets wait for a slow stream; a ledger that
     * fails ends the run. Read it after the end.
     *
     * @param ledger the ledger
     * @return this builder
     */
    public LiveShapingBuilder ledger(DecisionLedger ledger) {
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        return this;
    }

    /**
     * Sets where all that decides is recorded, for a {@linkplain Shaper#replay replay} in virtual time; nowhere unless set.
     *
     * @param recording the recording, for this run alone
     * @return this builder
     */
    public LiveShapingBuilder record(InputRecording recording) {
        this.recording = Objects.requireNonNull(recording, "recording");
        return this;
    }

    /**
     * Starts a run.
     *
     * @param backend where packets come from and go to; closed by the run
     * @return the run
     * @throws IllegalStateException if something is asked for that needs one shard and there are several, the recording was used before, or the shaper shares a link, which others decide too
     * @throws java.io.UncheckedIOException if the recording cannot be begun
     * @throws RuntimeException if the backend cannot start, or the thread cannot be made; the backend is closed then
     */
    public LiveShaping start(CaptureBackend backend) {
        Objects.requireNonNull(backend, "backend");
        try {
            if (recording != null && shaper.sharesLink()) {
                throw new IllegalStateException("a run that shares a link cannot be recorded, as others decide too");
            }
            requireOneShardOr(recording == null, "a recording");
            requireOneShardOr(ledger == null, "a ledger");
            requireOneShardOr(!shaper.detectsBandwidth(), "bandwidth detection");
            return new LiveShaping(this, shaper, backend, WallTime.now()).begin(backend);
        } catch (RuntimeException | Error e) {
            closeAfter(e, backend);
            throw e;
        }
    }

    private static void closeAfter(Throwable failure, CaptureBackend backend) {
        try {
            backend.close();
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }
}
