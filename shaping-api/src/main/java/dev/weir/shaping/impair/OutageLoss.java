package dev.weir.shaping.impair;

import java.time.Duration;

/**
 * Outages in time, during which everything is lost. When they are does not depend on traffic. Immutable and thread-safe.
 *
 * @param up how long all is well between two outages, the mean unless fixed; above 0, at most {@link #MAX}
 * @param down how long an outage takes, the mean unless fixed; above 0, at most {@link #MAX}
 * @param fixed whether the times are what they are, and not means of exponential distributions
 */
public record OutageLoss(Duration up, Duration down, boolean fixed) implements Loss {
    /** The longest time: one day. */
    public static final Duration MAX = Duration.ofDays(1);

    /**
     * Checks the ranges.
     *
     * @param up how long all is well
     * @param down how long an outage takes
     * @param fixed whether the times are what they are
     * @throws IllegalArgumentException if a time is out of range
     */
    public OutageLoss {
        require("up", up);
        require("down", down);
    }

    private static void require(String name, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(name + " must be above 0, at most 24 h: " + Durations.format(time));
        }
    }

    @Override
    public String toString() {
        return Call.print(
                fixed ? "fixed-outages" : "outages", "up=" + Durations.format(up), "down=" + Durations.format(down));
    }
}
