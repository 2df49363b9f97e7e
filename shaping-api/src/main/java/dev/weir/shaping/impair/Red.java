package dev.weir.shaping.impair;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import java.util.Objects;

/**
 * Random early detection (Floyd and Jacobson 1993): packets are dropped as they come, with a probability that grows with the average of the bytes that wait: 0 up
 * to the least, {@code probability} at the most. Beyond, all are dropped; a gentle one drops all from twice the most on, and in between with a probability that
 * grows to 1. Drops are spread evenly. Immutable and thread-safe.
 *
 * @param least the average from which packets are dropped (min_th), at most 4 GiB
 * @param most the average at which they are dropped with the probability (max_th), above the least, at most 4 GiB
 * @param probability of dropping a packet there (max_p), above 0
 * @param weight how slowly the average follows: each packet moves it by 1 / 2<sup>weight</sup> of the difference (w_q), 0 to {@value #MAX_WEIGHT}
 * @param gentle whether drops set in slowly beyond the most
 * @param ecn whether packets are marked that can be, up to the most
 */
public record Red(DataSize least, DataSize most, Probability probability, int weight, boolean gentle, boolean ecn)
        implements QueueDiscipline {
    /** The slowest average. */
    public static final int MAX_WEIGHT = 20;

    /** The weight of the factory, 1/512: near the 0.002 of the paper. */
    static final int DEFAULT_WEIGHT = 9;

    private static final long MAX_BYTES = 1L << 32;

    /**
     * Checks the ranges.
     *
     * @param least the average from which packets are dropped
     * @param most the average at which they are dropped with the probability, above the least
     * @param probability of dropping a packet there, above 0
     * @param weight how slowly the average follows, 0 to {@value #MAX_WEIGHT}
     * @param gentle whether drops set in slowly beyond the most
     * @param ecn whether packets are marked that can be
     * @throws IllegalArgumentException if out of range
     */
    public Red {
        Objects.requireNonNull(least, "least");
        if (most.bytes() <= least.bytes() || most.bytes() > MAX_BYTES) {
            throw new IllegalArgumentException("max must be above min (" + least + ") and at most 4 GiB: " + most);
        }
        if (probability.equals(Probability.ZERO)) {
            throw new IllegalArgumentException("probability must be above 0: " + probability);
        }
        if (weight < 0 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("weight must be within 0.." + MAX_WEIGHT + ": " + weight);
        }
    }

    /**
     * The same, but marks.
     *
     * @return the discipline
     */
    public Red withEcn() {
        return new Red(least, most, probability, weight, gentle, true);
    }

    @Override
    public String toString() {
        return QueueDisciplineText.format(this);
    }
}
