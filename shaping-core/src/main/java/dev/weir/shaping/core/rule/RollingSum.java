package dev.weir.shaping.core.rule;

import dev.weir.shaping.Direction;
import dev.weir.shaping.match.TrafficWindow;
import java.time.temporal.ChronoUnit;

/**
 * The bytes of a rule, or of a condition, in a window that ends now, in each direction. Not thread-safe: the engine's own.
 *
 * <p>What had passed when the window's oldest bucket began is looked up when that bucket changes, and kept until it changes again. So reading takes the same few
 * nanoseconds whatever the length of the window.
 */
final class RollingSum {
    private static final long QUARTER_SECONDS = 900;

    private final TrafficWindow window;
    private final BucketWidth width;
    private final WallClock clock;
    private final SharedTraffic traffic;
    private long incomingBefore;
    private long outgoingBefore;
    private long untilNanos = Long.MIN_VALUE;

    RollingSum(TrafficWindow window, WallClock clock, SharedTraffic traffic) {
        this.window = window;
        this.width = BucketWidth.of(window);
        this.clock = clock;
        this.traffic = traffic;
    }

    boolean is(long amount, ChronoUnit unit) {
        return window.amount() == amount && window.unit() == unit;
    }

    /** Bytes in the window of the directions that it counts. */
    long bytes() {
        Direction way = window.direction();
        return way == null ? bytes(Direction.INCOMING) + bytes(Direction.OUTGOING) : bytes(way);
    }

    long bytes(Direction direction) {
        if (clock.nanos() >= untilNanos) {
            roll(clock.epochSecond());
        }
        long before = direction == Direction.INCOMING ? incomingBefore : outgoingBefore;
        return traffic.bytes(direction) - before;
    }

    private void roll(long now) {
        long start = window.unit() == ChronoUnit.MONTHS
                ? clock.monthsBefore(now, window.amount())
                : now - window.amount() * window.unit().getDuration().toSeconds();
        long oldest = width.bucket(start);
        incomingBefore = traffic.bytesBefore(width, oldest, Direction.INCOMING);
        outgoingBefore = traffic.bytesBefore(width, oldest, Direction.OUTGOING);
        long rolls = now + width.start(oldest + 1) - start;
        untilNanos = clock.nanosAt(window.unit() == ChronoUnit.MONTHS ? Math.min(rolls, nextQuarter(now)) : rolls);
    }

    /** When a window of months is looked at again at the latest: days begin and clocks change at quarters of an hour. */
    private static long nextQuarter(long epochSecond) {
        return (Math.floorDiv(epochSecond, QUARTER_SECONDS) + 1) * QUARTER_SECONDS;
    }
}
