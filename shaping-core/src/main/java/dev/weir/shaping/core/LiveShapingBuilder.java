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
    private final Shaper shaper;
    IdleStrategy idle = IdleStrategy.BALANCED;
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
     * Sets who makes the thread; a daemon thread named weir-engine unless set.
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
     * @throws IllegalStateException if the recording was used before, or the shaper shares a link, which others decide too
     * @throws java.io.UncheckedIOException if the recording cannot be begun
     * @throws RuntimeException if the backend cannot start, or the thread cannot be made; the backend is closed then
     */
    public LiveShaping start(CaptureBackend backend) {
        Objects.requireNonNull(backend, "backend");
        try {
            if (recording != null && shaper.sharesLink()) {
                throw new IllegalStateException("a run that shares a link cannot be recorded, as others decide too");
            }
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
