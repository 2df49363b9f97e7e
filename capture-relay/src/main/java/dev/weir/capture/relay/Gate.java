package dev.weir.capture.relay;

import dev.weir.shaping.DataSize;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds back what has come through a direction of a relay, until it is released: a test waits until bytes are on their way, does what has to happen meanwhile, and lets them
 * arrive. Connections are opened as without it. Several gates may hold one direction; it flows when the last is released.
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * try (Gate gate = relay.hold(DOWNLOAD)) {
 *     Future<Answer> answer = client.ask();
 *     gate.awaitHeld(bytes(1));                 // the server has answered
 *     client.cancel();
 * }
 * }</pre>
 */
public final class Gate implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RelayLoop loop;
    private final RelayDirection direction;
    private final Runnable changed;
    private final Signal signal = new Signal();
    private final AtomicLong heldBytes = new AtomicLong();

    Gate(RelayLoop loop, RelayDirection direction, Runnable changed) {
        this.loop = loop;
        this.direction = direction;
        this.changed = changed;
    }

    /** More has come. On the relay's thread. */
    void hold(long bytes) {
        heldBytes.addAndGet(bytes);
        signal.raise();
    }

    /**
     * The bytes that have come and wait, of all connections together.
     *
     * @return their number since the gate was closed; none once it was released
     */
    public DataSize held() {
        return DataSize.ofBytes(heldBytes.get());
    }

    /**
     * Waits until so many bytes are held, for at most ten seconds.
     *
     * @param size how many, at least
     * @throws RelayTimeoutException if there are fewer by then
     */
    public void awaitHeld(DataSize size) {
        awaitHeld(size, PATIENCE);
    }

    /**
     * Waits until so many bytes are held.
     *
     * @param size how many, at least
     * @param timeout how long to wait, at most a day
     * @throws RelayTimeoutException if there are fewer by then
     */
    public void awaitHeld(DataSize size, Duration timeout) {
        Objects.requireNonNull(size, "size");
        signal.await(
                () -> heldBytes.get() >= size.bytes(),
                timeout,
                () -> "gate must hold " + size + " of " + direction + " within " + timeout + ": it holds " + held());
    }

    /** Lets everything through, in order. Does nothing when called again, or when the relay is closed. */
    public void release() {
        loop.callIfRunning(() -> {
            loop.regime().open(direction, this);
            heldBytes.set(0);
            changed.run();
        });
    }

    /** The same as {@link #release}. */
    @Override
    public void close() {
        release();
    }
}
