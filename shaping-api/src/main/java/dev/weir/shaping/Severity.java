package dev.weir.shaping;

/**
 * How much more high traffic gets than normal, and normal than low. Immutable and thread-safe.
 *
 * <p>The weights are high : normal : low = r² : r : 1 with r = 1 + multiplier · level / (100 − level). Level 0 makes all equal; level 50 with
 * multiplier 5 gives 36 : 6 : 1; level 100 is strict priority, under which a lower class sends only when no higher one waits (seed 001:138,159).
 *
 * @param level 0 to 100
 * @param multiplier above 0, at most 1000
 */
public record Severity(int level, double multiplier) {
    /** Level 50, multiplier 5. */
    public static final Severity DEFAULT = new Severity(50, 5);

    private static final double MAX_MULTIPLIER = 1_000;

    /**
     * Checks the ranges.
     *
     * @param level 0 to 100
     * @param multiplier above 0, at most 1000
     * @throws IllegalArgumentException if out of range or not a number
     */
    public Severity {
        if (level < 0 || level > 100) {
            throw new IllegalArgumentException("severity level must be within 0..100: " + level);
        }
        if (!(multiplier > 0 && multiplier <= MAX_MULTIPLIER)) {
            throw new IllegalArgumentException("severity multiplier must be above 0 and at most 1000: " + multiplier);
        }
    }

    /**
     * Whether a lower class sends only when no higher one waits.
     *
     * @return true at level 100
     */
    public boolean strict() {
        return level == 100;
    }

    /**
     * How much more a class weighs than the one below it.
     *
     * @return 1 or more; infinite if {@link #strict}
     */
    public double ratio() {
        return strict() ? Double.POSITIVE_INFINITY : 1 + multiplier * level / (100 - level);
    }

    /**
     * A class's weight; only the ratios between weights mean something.
     *
     * @param category high, normal or low
     * @return 1 or more; infinite for high and normal if {@link #strict}
     * @throws IllegalArgumentException for any other category
     */
    public double weight(PriorityClass category) {
        return switch (category) {
            case HIGH -> ratio() * ratio();
            case NORMAL -> ratio();
            case LOW -> 1;
            default -> throw new IllegalArgumentException("category has no weight: " + category);
        };
    }
}
