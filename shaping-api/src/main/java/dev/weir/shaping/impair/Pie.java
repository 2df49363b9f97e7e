package dev.weir.shaping.impair;

import java.time.Duration;

/**
 * Proportional integral controller enhanced (RFC 8033): packets are dropped as they come, with a probability that a controller sets every 15 ms from how long packets wait and
 * whether that grows. After quiet a burst passes untouched. Marks while the probability is at most 10 %, then drops. Immutable and
 * thread-safe.
 *
 * @param target the waiting time that is aimed at (QDELAY_REF), 1 ns to 3 s
 * @param burst how long a burst may last that passes untouched (MAX_BURST), 0 to 3 s
 * @param ecn whether packets are marked that can be
 */
public record Pie(Duration target, Duration burst, boolean ecn) implements QueueDiscipline {
    static final Pie DEFAULT = new Pie(Duration.ofMillis(15), Duration.ofMillis(150), false);

    /**
     * Checks the ranges.
     *
     * @param target the waiting time that is aimed at, 1 ns to 3 s
     * @param burst how long a burst may last that passes untouched, 0 to 3 s
     * @param ecn whether packets are marked that can be
     * @throws IllegalArgumentException if out of range
     */
    public Pie {
        QueueDisciplineText.requireTime("target", target);
        if (!burst.isZero()) {
            QueueDisciplineText.requireTime("burst", burst);
        }
    }

    /**
     * The same, but marks.
     *
     * @return the discipline
     */
    public Pie withEcn() {
        return new Pie(target, burst, true);
    }

    @Override
    public String toString() {
        return QueueDisciplineText.format(this);
    }
}
