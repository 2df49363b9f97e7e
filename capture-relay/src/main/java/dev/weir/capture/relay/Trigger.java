package dev.weir.capture.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Does something at a certain byte: when so many bytes of a connection, or a certain sequence of bytes, have been handed to their receiver, and before the byte
 * behind them is. Of UDP, when the datagram that holds the last of them has been sent.
 *
 * <p>It is set by one of the methods that say what to do, and fires once, or as often as {@link #times} says, each time on another connection. Thread-safe.
 *
 * <pre>{@code
 * relay.afterUpload("\r\n\r\n").dropResponse();      // the server gets the whole request, the client never an answer
 * }</pre>
 */
public final class Trigger {
    private final Relay relay;
    private final RelayDirection direction;
    private final Mark mark;
    private final Signal signal = new Signal();
    private int left = 1;
    private Consumer<Victim> action = victim -> {};
    private volatile boolean set;
    private final AtomicInteger fired = new AtomicInteger();

    /** What a trigger can do to the connection that set it off. */
    interface Victim {
        void swallow(RelayDirection direction);

        void abort();
    }

    Trigger(Relay relay, RelayDirection direction, Mark mark) {
        this.relay = relay;
        this.direction = direction;
        this.mark = mark;
    }

    RelayDirection direction() {
        return direction;
    }

    Mark mark() {
        return mark;
    }

    /**
     * How many connections set it off.
     *
     * @param connections at least 1; 1 unless set
     * @return this
     * @throws IllegalArgumentException if it is below 1
     * @throws IllegalStateException if it is set already
     */
    public Trigger times(int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException("times must be at least 1: " + connections);
        }
        requireNew();
        left = connections;
        return this;
    }

    private void requireNew() {
        if (set) {
            throw new IllegalStateException("trigger must be told once what to do: " + this);
        }
    }

    private Trigger set(Consumer<Victim> what) {
        requireNew();
        set = true;
        action = what;
        relay.set(this);
        return this;
    }

    /**
     * Throws away everything that the other side sends from then on: the request arrives, the answer does not, and the client is not told.
     *
     * @return this
     */
    public Trigger dropResponse() {
        return set(victim -> victim.swallow(direction.other()));
    }

    /**
     * Resets the connection. Not for UDP.
     *
     * @return this
     * @throws IllegalArgumentException if the relay is one for UDP
     */
    public Trigger reset() {
        relay.requireTcp("reset");
        return set(Victim::abort);
    }

    /**
     * Cuts the relay in both directions, for all connections, until it is restored.
     *
     * @return this
     */
    public Trigger cut() {
        return set(victim -> relay.cutNow());
    }

    /**
     * Has other conditions come into force, for all connections.
     *
     * @param conditions what the relay is like from then on
     * @return this
     */
    public Trigger apply(Conditions conditions) {
        Objects.requireNonNull(conditions, "conditions");
        return set(victim -> relay.applyNow(conditions));
    }

    /**
     * Runs something on the relay's thread, which waits for it; so the byte behind is not handed on before that returns.
     *
     * @param task must be quick, and may call the relay; what it throws breaks the relay down
     * @return this
     */
    public Trigger run(Runnable task) {
        Objects.requireNonNull(task, "task");
        return set(victim -> task.run());
    }

    /** Whether it may go off. On the relay's thread. */
    boolean isArmed() {
        return left > 0;
    }

    /** A connection has reached the mark. On the relay's thread. */
    void fire(Victim victim) {
        if (left > 0) {
            left--;
            relay.tell("after " + mark + " of " + direction + " a trigger fired");
            action.accept(victim);
            fired.getAndIncrement();
            signal.raise();
        }
    }

    /**
     * How often it has fired.
     *
     * @return the number of times
     */
    public int fired() {
        return fired.get();
    }

    /**
     * Waits until it has fired once.
     *
     * @param timeout how long to wait, at most a day
     * @throws RelayTimeoutException if it has not by then
     */
    public void awaitFired(Duration timeout) {
        signal.await(() -> fired.get() > 0, timeout, () -> this + " must fire within " + timeout);
    }

    @Override
    public String toString() {
        return "trigger after " + mark + " of " + direction;
    }
}
