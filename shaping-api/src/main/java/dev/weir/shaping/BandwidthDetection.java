package dev.weir.shaping;

import java.time.Duration;

/**
 * Finding out a link's capacity from its traffic: the most that high, normal and low traffic together moved within one second.
 * Immutable and thread-safe.
 *
 * <p>The first measurement starts with the run. Every interval the link is measured anew. A measurement takes 5 seconds, in which the link is open, because
 * a link held to a share of the estimate could never show more. One that saw no full second of traffic, with something in each tenth of it, is
 * discarded: the first is then repeated, later ones leave the estimate as it is. So while nothing is known, nothing is held back (seed 001:312).
 *
 * @param share how much of the estimate is handed out, above 0 and at most 1, so that the queue stays on our side
 * @param interval the time between two measurements, 1 s or more, or zero to keep the largest ever seen
 */
public record BandwidthDetection(double share, Duration interval) {
    private static final Duration MAX_INTERVAL = Duration.ofDays(400);

    /** 78 % of the estimate, measured anew every hour. */
    public static final BandwidthDetection DEFAULT = new BandwidthDetection(0.78, Duration.ofHours(1));

    /**
     * Checks the ranges.
     *
     * @param share above 0 and at most 1
     * @param interval 1 s to 400 days, or zero
     * @throws IllegalArgumentException if out of range or not a number
     */
    public BandwidthDetection {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("bandwidth share must be above 0 and at most 1: " + share);
        }
        if (!interval.isZero()
                && (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(MAX_INTERVAL) > 0)) {
            throw new IllegalArgumentException("recalculation interval must be 0 or within 1 s..400 days: " + interval);
        }
    }
}
