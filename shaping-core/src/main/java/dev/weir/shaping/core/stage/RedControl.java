package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.Red;

/** The average queue of random early detection, and the probability that follows from it. Not thread-safe; allocates nothing. */
final class RedControl {
    /*
     * The average moves by 2^-w of the difference with each packet that comes. After a time in which the link was idle it moves as if m packets of 1000 bytes had been sent and
     * found the queue empty. Between min and max the probability is p = max_p (avg - min) / (max - min), a gentle one goes on from max to 2 max as
     * max_p + (1 - max_p) (avg - max) / max. With n packets since the last drop, the next is dropped with p / (1 - n p), which spreads the drops evenly.
     *
     * The average is kept in units of 2^-20 bytes, probabilities in units of 2^-31, powers of 1 - 2^-w in units of 2^-62.
     *
     * 1. S. Floyd, V. Jacobson: Random early detection gateways for congestion avoidance. IEEE/ACM Transactions on Networking 1(4), 1993.
     * 2. S. Floyd: Recommendation on using the "gentle_" variant of RED. 2000.
     */
    static final int BITS = 31;
    static final long ONE = 1L << BITS;

    private static final int AVERAGE_BITS = 20;
    private static final int THRESHOLD_BITS = 53;
    private static final int POWER_BITS = 62;
    private static final long TYPICAL_BITS = 8_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long least;
    private final long most;
    private final long highest;
    private final int weight;
    private final boolean gentle;
    private long packetNanos = 1;
    private long average;
    private long sinceChosen = -1;

    RedControl(Red red) {
        least = red.least().bytes();
        most = red.most().bytes();
        highest = Math.max(1, red.probability().threshold() >>> THRESHOLD_BITS - BITS);
        weight = red.weight();
        gentle = red.gentle();
    }

    void rate(long bitsPerSecond) {
        packetNanos = Math.max(1, TYPICAL_BITS * NANOS_PER_SECOND / bitsPerSecond);
    }

    /** A packet finds so many bytes waiting. */
    void sees(long bytes) {
        average += (bytes << AVERAGE_BITS) - average >> weight;
    }

    /** A packet comes after a time without any. */
    void idled(long nanos) {
        long factor = power(nanos / packetNanos);
        average = Math.multiplyHigh(average, factor) << 64 - POWER_BITS;
    }

    /** (1 - 2^-w)^n, by squaring. */
    private long power(long exponent) {
        long result = 1L << POWER_BITS;
        long square = result - (result >> weight);
        for (long left = exponent; left != 0 && result != 0; left >>= 1) {
            if ((left & 1) != 0) {
                result = Math.multiplyHigh(result, square) << 64 - POWER_BITS;
            }
            square = Math.multiplyHigh(square, square) << 64 - POWER_BITS;
        }
        return result;
    }

    /** Whether the average is below the point from which all would be dropped if it were not gentle. */
    boolean moderate() {
        return average < most << AVERAGE_BITS;
    }

    /** Counts a packet, and tells with what probability it is to be dropped, in units of 2^-31. */
    long threshold() {
        if (average < least << AVERAGE_BITS) {
            sinceChosen = -1;
            return 0;
        }
        sinceChosen++;
        long probability = probability();
        long left = probability * sinceChosen < ONE ? ONE - probability * sinceChosen : 0;
        return left <= probability ? ONE : (probability << BITS) / left;
    }

    private long probability() {
        if (moderate()) {
            return share(highest, least, most - least);
        }
        boolean all = !gentle || average >= 2 * most << AVERAGE_BITS;
        return all ? ONE : highest + share(ONE - highest, most, most);
    }

    /** The part of a probability that the average has come to on its way from a point over a range of bytes. */
    private long share(long whole, long from, long range) {
        long way = average - (from << AVERAGE_BITS);
        return whole * ((way << BITS - AVERAGE_BITS) / range) >> BITS;
    }

    /** The packet is one to be dropped. */
    void chose() {
        sinceChosen = 0;
    }
}
