package dev.weir.shaping.junit;

/** Checks ranges that a caller gives. */
final class Ranges {
    private Ranges() {}

    static <T extends Comparable<? super T>> void require(String name, T lowest, T highest) {
        if (lowest.compareTo(highest) > 0) {
            throw new IllegalArgumentException(
                    name + " must have a range from lowest to highest: " + lowest + " .. " + highest);
        }
    }

    static void requirePercentile(double percentile) {
        if (!(percentile > 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentile must be above 0 and at most 100: " + percentile);
        }
    }
}
