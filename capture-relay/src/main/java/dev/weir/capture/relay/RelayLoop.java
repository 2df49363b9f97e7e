package dev.weir.capture.relay;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.DrainPolicy;
import dev.weir.shaping.core.EmbeddedShaping;
import dev.weir.shaping.core.ReleasedPacket;
import dev.weir.shaping.core.Shaper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a relay: it waits for sockets and for the time, and runs the engine in between. Everything of the relay happens on it; other threads
 * hand in commands.
 */
final class RelayLoop {
    /** How long to wait until the engine may have room again. */
    static final long BUSY_NANOS = 200_000;

    /** Time 0 of the links that relays share. */
    private static final long ORIGIN_NANOS = System.nanoTime();

    private static final System.Logger LOGGER = System.getLogger(RelayLoop.class.getName());
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SPIN_NANOS = 60_000;
    private static final long NAP_NANOS = 100_000;
    /** How long to look again and again for what comes next, if what came last came soon after what was before. */
    private static final long LOOK_NANOS = 50_000;

    private static final long SOON_NANOS = 4 * LOOK_NANOS;
    /** How much longer than asked a wait of milliseconds may take without harm. */
    private static final long OVERSLEEP_NANOS = 200_000;

    private static final int SCRATCH_BYTES = 131_072 + 128;

    private final RelaySettings settings;
    private final Selector selector;
    private final Shaper shaper;
    private final Timers timers = new Timers();
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Set<Retryable> refused = new LinkedHashSet<>();
    private final List<Runnable> flushes = new ArrayList<>();
    private final ByteArrays arrays = new ByteArrays();
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final long[] oneWayNanos = new long[Direction.values().length];
    private final Signal arrivals = new Signal();
    private final Openings openings = new Openings();
    private final LatenessCounter lateness = new LatenessCounter();
    private final Regime regime;
    private final Decisions decisions;
    private final Thread thread;
    private Runnable onClient = () -> {};
    private Slots<PacketOwner> ways = new Slots<>();
    private volatile EmbeddedShaping shaping;
    private long startNanos;
    private long nowNanos;
    /** Whether a wake-up may have been meant for the next wait, and was used up before. */
    private boolean wakeupTaken;
    /** When sockets were ready last. */
    private long cameNanos;
    /** Whether that was soon after the time before. */
    private boolean lively;

    private volatile boolean closing;
    /** Whether nobody but those who ask runs commands any more. */
    private volatile boolean ended;

    private volatile @Nullable Throwable failure;

    /** Whom the packets of a number belong to. */
    interface PacketOwner {
        void released(ReleasedPacket packet);

        void dropped(ReleasedPacket packet);

        void copied();
    }

    /** What waits for room in the engine. */
    interface Retryable {
        /** Whether nothing waits any more. */
        boolean retry();
    }

    RelayLoop(Shaper shaper, RelaySettings settings, Conditions conditions, Decisions decisions, String name) {
        this.settings = settings;
        this.decisions = decisions;
        this.shaper = shaper;
        nowNanos = System.nanoTime();
        startNanos = nowNanos;
        shaping = engine();
        regime = new Regime(conditions, this, new EventLog());
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector: " + e.getMessage(), e);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    private EmbeddedShaping engine() {
        EmbeddedShaping made = shaper.embed(Instant.now(), startNanos - ORIGIN_NANOS, this::released)
                .onDrop(this::dropped)
                .onCopy(this::copied)
                .headersMadeUp();
        made.poll(startNanos);
        return made;
    }

    /** Starts with a fresh engine; nobody's packets may be of interest any more. */
    void restart() {
        nowNanos = System.nanoTime();
        startNanos = nowNanos;
        ways = new Slots<>();
        Arrays.fill(oneWayNanos, 0);
        shaping = engine();
        decisions.clear();
        lateness.clear();
    }

    void start() {
        thread.start();
    }

    RelaySettings settings() {
        return settings;
    }

    EmbeddedShaping shaping() {
        return shaping;
    }

    /** The time of {@link System#nanoTime} when the sockets at hand were found ready. */
    long nowNanos() {
        return nowNanos;
    }

    Timers timers() {
        return timers;
    }

    /** What is in force. */
    Regime regime() {
        return regime;
    }

    Decisions decisions() {
        return decisions;
    }

    /** Is raised when a client came. */
    Signal arrivals() {
        return arrivals;
    }

    /** Has somebody told of each client, before anything of it is looked at. */
    void onClient(Runnable listener) {
        onClient = listener;
    }

    /** A client comes, who is not counted yet. */
    void clientComes() {
        onClient.run();
    }

    /** Who waits for connections to be opened. */
    Openings openings() {
        return openings;
    }

    LatenessCounter lateness() {
        return lateness;
    }

    /** Gives back the descriptors of channels that were closed: a selector keeps them until it is asked again. */
    void forgetClosedChannels() {
        wakeupTaken = true;
        try {
            selector.selectNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Slots<PacketOwner> ways() {
        return ways;
    }

    Selector selector() {
        return selector;
    }

    /** Room for one read and a header in front of it, shared by all. */
    byte[] scratch() {
        return scratch;
    }

    /** For bytes that wait. */
    ByteArrays arrays() {
        return arrays;
    }

    /** Has something called when the engine may have room again. */
    void retryLater(Retryable waiting) {
        refused.add(waiting);
    }

    /** Runs something once the engine has released what is due. */
    void afterPoll(Runnable flush) {
        flushes.add(flush);
    }

    /** A segment took so long for one way. */
    void took(Direction direction, long nanos) {
        int way = direction.ordinal();
        oneWayNanos[way] += (nanos - oneWayNanos[way]) / 8;
    }

    /** The smoothed time there and back. */
    long roundTripNanos() {
        return oneWayNanos[0] + oneWayNanos[1];
    }

    private void released(ReleasedPacket packet) {
        lateness.count(nowNanos - startNanos - packet.releaseNanos());
        PacketOwner owner = ways.get(Way.slot(packet));
        if (owner != null) {
            owner.released(packet);
        }
    }

    private void copied(ReleasedPacket copy) {
        PacketOwner owner = ways.get(Way.slot(copy));
        if (owner != null) {
            owner.copied();
        }
    }

    private void dropped(ReleasedPacket packet, DropReason reason) {
        PacketOwner owner = ways.get(Way.slot(packet));
        if (owner != null) {
            owner.dropped(packet);
        }
    }

    /** Runs something on the relay's thread. */
    void execute(Runnable command) {
        commands.add(command);
        selector.wakeup();
    }

    /**
     * Runs something on the relay's thread, and waits for its answer. Once the thread has ended the caller runs it.
     *
     * @throws IllegalStateException if something broke the thread
     */
    <T> T call(Supplier<T> question) {
        if (Thread.currentThread() == thread) {
            return question.get();
        }
        requireSound();
        CompletableFuture<T> answer = new CompletableFuture<>();
        execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        if (ended) {
            runCommands();
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException exception) {
                throw exception;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw e;
        } finally {
            requireSound();
        }
    }

    /** Runs something on the relay's thread and waits for it, unless the relay is closed. */
    void callIfRunning(Runnable command) {
        if (!ended && !closing) {
            call(() -> {
                command.run();
                return true;
            });
        }
    }

    /** Throws what broke the thread, if anything did. */
    void requireSound() {
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("relay has broken down: " + cause, cause);
        }
    }

    private void run() {
        try {
            while (!closing) {
                turn();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            LOGGER.log(System.Logger.Level.ERROR, "relay has broken down", e);
        } finally {
            closeAll();
        }
    }

    private void turn() throws IOException {
        runCommands();
        nowNanos = System.nanoTime();
        shaping.poll(nowNanos);
        timers.run(nowNanos);
        retryRefused();
        flush();
        await(nowNanos);
        nowNanos = System.nanoTime();
        shaping.poll(nowNanos);
        if (!selector.selectedKeys().isEmpty()) {
            lively = nowNanos - cameNanos < SOON_NANOS;
            cameNanos = nowNanos;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid()) {
                ((SocketHandler) key.attachment()).ready(key);
            }
        }
        selector.selectedKeys().clear();
    }

    private void runCommands() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    private void retryRefused() {
        if (refused.isEmpty()) {
            return;
        }
        List<Retryable> waiting = List.copyOf(refused);
        refused.clear();
        for (Retryable each : waiting) {
            if (!each.retry()) {
                refused.add(each);
            }
        }
    }

    private void flush() {
        for (int i = 0; i < flushes.size(); i++) {
            flushes.get(i).run();
        }
        flushes.clear();
    }

    /** Waits for sockets, commands and the time; shortly before the time it looks again and again. */
    private void await(long nowNanos) throws IOException {
        long wait = Math.min(shaping.untilNextNanos(nowNanos), timers.untilNextNanos(nowNanos));
        if (wakeupTaken) {
            wakeupTaken = false;
            wait = 0;
        }
        if (!refused.isEmpty()) {
            wait = Math.min(wait, BUSY_NANOS);
        }
        if (lively && wait > SPIN_NANOS && nowNanos - cameNanos < LOOK_NANOS) {
            look();
        } else if (wait == Long.MAX_VALUE) {
            selector.select();
        } else if (wait >= NANOS_PER_MILLI + OVERSLEEP_NANOS) {
            selector.select((wait - OVERSLEEP_NANOS) / NANOS_PER_MILLI);
        } else if (wait == 0 || selector.selectNow() > 0) {
            selector.selectNow();
        } else if (wait > SPIN_NANOS) {
            LockSupport.parkNanos(Math.min(NAP_NANOS, wait - SPIN_NANOS));
            selector.selectNow();
        } else {
            Thread.onSpinWait();
        }
    }

    /** Looks for a moment whether something comes: waking up would take longer. */
    private void look() throws IOException {
        while (selector.selectNow() == 0
                && commands.isEmpty()
                && !closing
                && System.nanoTime() - cameNanos < LOOK_NANOS) {
            Thread.onSpinWait();
        }
    }

    private void closeAll() {
        closing = true;
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof SocketHandler handler) {
                handler.close();
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "selector was not closed", e);
        }
        try {
            shaping.close(DrainPolicy.DISCARD);
        } finally {
            ended = true;
            runCommands();
        }
    }

    /** Ends the thread and closes every socket. On the relay's own thread it returns at once, and that ends after its present turn. */
    void close() {
        closing = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        if (thread.getState() == Thread.State.NEW) {
            closeAll();
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
