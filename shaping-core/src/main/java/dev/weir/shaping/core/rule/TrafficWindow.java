package dev.weir.shaping.core.rule;

import dev.weir.shaping.Direction;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The bytes of a rule in a window that ends now, in each direction. Not thread-safe: the engine's own.
 *
 * <p>What had passed when the window's oldest bucket began is looked up when that bucket changes, and kept until it changes again. So reading takes the same few
 * nanoseconds whatever the length of the window.
 */
final class TrafficWindow {
    static final int MOST_DAYS = 400;
    private static final int MOST_MONTHS = 13;
    private static final long QUARTER_SECONDS = 900;

    private final long amount;
    private final ChronoUnit unit;
    private final BucketWidth width;
    private final WallClock clock;
    private final ContextState state;
    private long incomingBefore;
    private long outgoingBefore;
    private long untilNanos = Long.MIN_VALUE;

    TrafficWindow(long amount, ChronoUnit unit, WallClock clock, ContextState state) {
        long most = most(unit);
        if (amount < 1 || amount > most) {
            throw new IllegalArgumentException("traffic window must be within 1.." + most + " "
                    + unit.toString().toLowerCase(Locale.ROOT) + ": " + amount);
        }
        this.amount = amount;
        this.unit = unit;
        this.width = unit != ChronoUnit.MONTHS
                ? BucketWidth.of(amount * unit.getDuration().toSeconds())
                : amount == 1 ? BucketWidth.HOUR : BucketWidth.DAY;
        this.clock = clock;
        this.state = state;
    }

    private static long most(ChronoUnit unit) {
        return switch (unit) {
            case SECONDS, MINUTES, HOURS, DAYS, WEEKS ->
                MOST_DAYS
                        * ChronoUnit.DAYS.getDuration().toSeconds()
                        / unit.getDuration().toSeconds();
            case MONTHS -> MOST_MONTHS;
            default -> throw new IllegalArgumentException("traffic window must be in seconds to months: " + unit);
        };
    }

    boolean is(long otherAmount, ChronoUnit otherUnit) {
        return amount == otherAmount && unit == otherUnit;
    }

    long bytes(Direction direction) {
        if (clock.nanos() >= untilNanos) {
            roll(clock.epochSecond());
        }
        long before = direction == Direction.INCOMING ? incomingBefore : outgoingBefore;
        return state.bytes(direction) - before;
    }

    private void roll(long now) {
        long start = unit == ChronoUnit.MONTHS
                ? clock.monthsBefore(now, amount)
                : now - amount * unit.getDuration().toSeconds();
        long oldest = width.bucket(start);
        incomingBefore = state.bytesBefore(width, oldest, Direction.INCOMING);
        outgoingBefore = state.bytesBefore(width, oldest, Direction.OUTGOING);
        long rolls = now + width.start(oldest + 1) - start;
        untilNanos = clock.nanosAt(unit == ChronoUnit.MONTHS ? Math.min(rolls, nextQuarter(now)) : rolls);
    }

    /** When a window of months is looked at again at the latest: days begin and clocks change at quarters of an hour. */
    private static long nextQuarter(long epochSecond) {
        return (Math.floorDiv(epochSecond, QUARTER_SECONDS) + 1) * QUARTER_SECONDS;
    }
}
