package dev.weir.shaping.core.stage;

/** Square roots of whole numbers. */
final class IntegerRoot {
    private IntegerRoot() {}

    /** The largest whole number whose square is at most the value, by Newton's method from above. */
    static long floor(long value) {
        if (value < 2) {
            return value;
        }
        long root = 1L << (65 - Long.numberOfLeadingZeros(value) >>> 1);
        while (true) {
            long better = root + value / root >>> 1;
            if (better >= root) {
                return root;
            }
            root = better;
        }
    }
}
