package dev.weir.shaping.core.rule.compile;

import java.util.Arrays;

/** What is known of the packets of some flows: the hits of a program, in order, as far as they matter. Immutable. */
final class Plan {
    /** The most hits of a plan. */
    static final int MOST = 16;

    private final int[] hits;
    /** Whether there are more hits behind these. */
    final boolean more;

    Plan(int[] scratch, int count, boolean more) {
        this.hits = Arrays.copyOf(scratch, count + 1);
        this.hits[count] = TupleClassifier.NONE;
        this.more = more;
    }

    int size() {
        return hits.length - 1;
    }

    /** A hit, or {@link TupleClassifier#NONE} behind the last one. */
    int hit(int place) {
        return hits[place];
    }

    /** Whether a plan with these hits would be equal. */
    boolean has(int[] scratch, int count, boolean goesOn) {
        return more == goesOn && count == size() && Arrays.equals(hits, 0, count, scratch, 0, count);
    }

    static int hash(int[] scratch, int count) {
        int hash = count;
        for (int i = 0; i < count; i++) {
            hash = 31 * hash + scratch[i];
        }
        return hash * 0x9E37_79B9;
    }
}
