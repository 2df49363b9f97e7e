package dev.weir.shaping.core.rule;

import dev.weir.shaping.match.TrafficWindow;
import java.time.temporal.ChronoUnit;

/** The widths of the buckets in which traffic is remembered, each for windows up to a length. Buckets are whole seconds, minutes, hours and days of UTC. */
enum BucketWidth {
    SECOND(1, 600),
    MINUTE(60, 1_440),
    HOUR(3_600, 744),
    DAY(86_400, 400);

    final long seconds;
    final int mostBuckets;

    BucketWidth(long seconds, int mostBuckets) {
        this.seconds = seconds;
        this.mostBuckets = mostBuckets;
    }

    /** The finest width for a window. */
    static BucketWidth of(TrafficWindow window) {
        if (window.unit() == ChronoUnit.MONTHS) {
            return window.amount() == 1 ? HOUR : DAY;
        }
        long windowSeconds = window.amount() * window.unit().getDuration().toSeconds();
        for (BucketWidth width : values()) {
            if (windowSeconds <= width.seconds * width.mostBuckets) {
                return width;
            }
        }
        throw new IllegalArgumentException("traffic window must be at most 400 days: " + window);
    }

    /** The bucket of a second since 1970. */
    long bucket(long epochSecond) {
        return Math.floorDiv(epochSecond, seconds);
    }

    /** The second in which a bucket begins. */
    long start(long bucket) {
        return bucket * seconds;
    }
}
