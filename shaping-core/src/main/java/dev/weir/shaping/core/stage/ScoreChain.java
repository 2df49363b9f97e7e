package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.StandardNormal;

/** Normal scores of which each depends on the one before, and is itself exactly as distributed as the first. In units of 2<sup>-28</sup>. */
final class ScoreChain {
    /** The fractional bits of a weight. */
    static final int WEIGHT_BITS = 30;

    private static final long HALF = 1L << WEIGHT_BITS - 1;
    /** A score is kept with this added, so that none is 0, which stands for no score yet. */
    private static final long OFFSET = 1L << StandardNormal.BITS + 10;

    private ScoreChain() {}

    static long kept(long score) {
        return score + OFFSET;
    }

    static long score(long kept) {
        return kept - OFFSET;
    }

    /** The score before times a weight, and a fresh one times another; the squares of both weights make 1. */
    static long mix(long before, long weight, long fresh, long freshWeight) {
        return before * weight + fresh * freshWeight + HALF >> WEIGHT_BITS;
    }
}
