package dev.weir.shaping.core.rule;

import dev.weir.shaping.Direction;
import dev.weir.shaping.match.TrafficWindow;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Traffic in a time that ends now. Engines that are shards of one run share it. Lock-free; counting and reading allocate nothing, except for windows of months
 * at the start of a bucket.
 */
final class SlidingWindow {
    /*
     * The ring has what had passed when each bucket of time began, so the sum is what has passed by now without what had passed when the oldest bucket began.
     * Whoever is the first to see a new bucket writes its start, and those of the buckets that were skipped. The ring has more buckets than a window, so that
     * none is written that another shard, which is a little behind, may read.
     */
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int SPARE = 4;

    final TrafficWindow window;
    private final int bucketSeconds;
    private final AtomicLongArray starts;
    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong newest;
    private final long first;
    private volatile long windowSeconds;

    SlidingWindow(TrafficWindow window, WallClock clock) {
        this.window = window;
        this.windowSeconds = seconds(window, clock);
        this.bucketSeconds = bucketSeconds(window);
        this.starts = new AtomicLongArray(Integer.highestOneBit(mostSeconds(window) / bucketSeconds + SPARE) << 1);
        this.first = Math.floorDiv(clock.epochSecond(), (long) bucketSeconds);
        this.newest = new AtomicLong(first);
    }

    private static long seconds(TrafficWindow window, WallClock clock) {
        return window.unit() == ChronoUnit.MONTHS
                ? clock.secondsOfMonths(window.amount())
                : window.amount() * window.unit().getDuration().toSeconds();
    }

    private static int mostSeconds(TrafficWindow window) {
        return window.unit() == ChronoUnit.MONTHS
                ? (int) (31 * window.amount()) * SECONDS_PER_DAY
                : (int) (window.amount() * window.unit().getDuration().toSeconds());
    }

    private static int bucketSeconds(TrafficWindow window) {
        int seconds = mostSeconds(window);
        if (seconds <= 10 * SECONDS_PER_MINUTE) {
            return 1;
        }
        if (seconds <= SECONDS_PER_DAY) {
            return SECONDS_PER_MINUTE;
        }
        return seconds <= 31 * SECONDS_PER_DAY ? SECONDS_PER_HOUR : SECONDS_PER_DAY;
    }

    /** Bytes in the window that ends at the clock's time. */
    long bytes(WallClock clock) {
        long now = clock.epochSecond();
        turnTo(Math.floorDiv(now, (long) bucketSeconds), clock);
        long oldest = Math.floorDiv(now - windowSeconds, (long) bucketSeconds);
        return passed.get() - (oldest <= first ? 0 : starts.get(place(oldest)));
    }

    private void turnTo(long bucket, WallClock clock) {
        long before = newest.get();
        if (bucket <= before || !newest.compareAndSet(before, bucket)) {
            return;
        }
        long sum = passed.get();
        for (long next = Math.max(before + 1, bucket - starts.length() + 1); next <= bucket; next++) {
            starts.set(place(next), sum);
        }
        if (window.unit() == ChronoUnit.MONTHS) {
            windowSeconds = clock.secondsOfMonths(window.amount());
        }
    }

    private int place(long bucket) {
        return (int) bucket & starts.length() - 1;
    }

    void count(Direction direction, int length) {
        if (window.direction() == null || window.direction() == direction) {
            passed.addAndGet(length);
        }
    }
}
