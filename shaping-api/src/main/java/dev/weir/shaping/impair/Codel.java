package dev.weir.shaping.impair;

import java.time.Duration;

/**
 * Controlled delay (RFC 8289): once packets have waited longer than the target for an interval, packets are dropped as they leave the queue, the n-th of a row an interval
 * divided by the root of n after the one before, until one has waited less. Immutable and thread-safe.
 *
 * @param target the waiting time that may last, 1 ns to 3 s
 * @param interval how long it may be exceeded, 1 ns to 3 s; about the round-trip time of the slower flows
 * @param mtu the bytes that are no queue: while no more wait nothing is dropped, 0 to {@value #MAX_MTU}
 * @param ecn whether packets are marked that can be
 */
public record Codel(Duration target, Duration interval, int mtu, boolean ecn) implements QueueDiscipline {
    /** The largest number of bytes that are no queue. */
    public static final int MAX_MTU = 1 << 20;

    static final Codel DEFAULT = new Codel(Duration.ofMillis(5), Duration.ofMillis(100), 1_514, false);

    /**
     * Checks the ranges.
     *
     * @param target the waiting time that may last, 1 ns to 3 s
     * @param interval how long it may be exceeded, 1 ns to 3 s
     * @param mtu the bytes that are no queue, 0 to {@value #MAX_MTU}
     * @param ecn whether packets are marked that can be
     * @throws IllegalArgumentException if out of range
     */
    public Codel {
        QueueDisciplineText.requireTime("target", target);
        QueueDisciplineText.requireTime("interval", interval);
        QueueDisciplineText.requireBytes("mtu", mtu, 0, MAX_MTU);
    }

    /**
     * The same, but marks.
     *
     * @return the discipline
     */
    public Codel withEcn() {
        return new Codel(target, interval, mtu, true);
    }

    @Override
    public String toString() {
        return QueueDisciplineText.format(this);
    }
}
