package dev.weir.shaping;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a {@link Quota} counts before it starts over: an hour, a day, a week or a month of the calendar, or a fixed time. Immutable and
 * thread-safe.
 *
 * <p>Days, weeks and months begin at the start of a day in the shaper's zone, so that a day has 23, 24 or 25 hours where clocks change. An hour begins with
 * each full hour, and when the zone's offset changes. Fixed times follow each other from the start of the run.
 */
public final class QuotaPeriod {
    /** From one full hour to the next. */
    public static final QuotaPeriod HOUR = new QuotaPeriod(Unit.HOUR, DayOfWeek.MONDAY, null);
    /** From the start of one day to that of the next. */
    public static final QuotaPeriod DAY = new QuotaPeriod(Unit.DAY, DayOfWeek.MONDAY, null);
    /** A week from Monday. */
    public static final QuotaPeriod WEEK = new QuotaPeriod(Unit.WEEK, DayOfWeek.MONDAY, null);
    /** From the first day of one month to that of the next. */
    public static final QuotaPeriod MONTH = new QuotaPeriod(Unit.MONTH, DayOfWeek.MONDAY, null);

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(400);
    private static final long SECONDS_PER_HOUR = 3_600;

    private final Unit unit;
    private final DayOfWeek firstDay;
    private final @Nullable Duration length;

    private enum Unit {
        HOUR,
        DAY,
        WEEK,
        MONTH,
        FIXED
    }

    private QuotaPeriod(Unit unit, DayOfWeek firstDay, @Nullable Duration length) {
        this.unit = unit;
        this.firstDay = firstDay;
        this.length = length;
    }

    /**
     * A week.
     *
     * @param firstDay the day it begins with
     * @return the period
     */
    public static QuotaPeriod weekFrom(DayOfWeek firstDay) {
        return new QuotaPeriod(Unit.WEEK, Objects.requireNonNull(firstDay, "firstDay"), null);
    }

    /**
     * A fixed time.
     *
     * @param length 1 second to 400 days
     * @return the period
     * @throws IllegalArgumentException if out of range
     */
    public static QuotaPeriod of(Duration length) {
        if (length.compareTo(LEAST) < 0 || length.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("quota period must be within 1 s..400 days: " + length);
        }
        return new QuotaPeriod(Unit.FIXED, DayOfWeek.MONDAY, length);
    }

    /**
     * When the period ends that an instant lies in. Allocates.
     *
     * @param instant the instant
     * @param start when the run started, at or before the instant
     * @param zone the zone of the calendar
     * @return the first instant of the next period, after the given one
     */
    public Instant endAfter(Instant instant, Instant start, ZoneId zone) {
        if (length != null) {
            long periods = Duration.between(start, instant).dividedBy(length);
            return start.plus(length.multipliedBy(periods + 1));
        }
        if (unit == Unit.HOUR) {
            return nextHour(instant, zone);
        }
        LocalDate day = instant.atZone(zone).toLocalDate();
        LocalDate next =
                switch (unit) {
                    case WEEK -> day.with(TemporalAdjusters.next(firstDay));
                    case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
                    default -> day.plusDays(1);
                };
        return next.atStartOfDay(zone).toInstant();
    }

    private static Instant nextHour(Instant instant, ZoneId zone) {
        long local =
                instant.getEpochSecond() + zone.getRules().getOffset(instant).getTotalSeconds();
        Instant next = Instant.ofEpochSecond(
                instant.getEpochSecond() + SECONDS_PER_HOUR - Math.floorMod(local, SECONDS_PER_HOUR));
        ZoneOffsetTransition change = zone.getRules().nextTransition(instant);
        return change != null && change.getInstant().isBefore(next) ? change.getInstant() : next;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QuotaPeriod that
                && unit == that.unit
                && firstDay == that.firstDay
                && Objects.equals(length, that.length);
    }

    @Override
    public int hashCode() {
        return Objects.hash(unit, firstDay, length);
    }

    /** Such as {@code day}, {@code week from sunday} or {@code PT30M}. */
    @Override
    public String toString() {
        if (length != null) {
            return length.toString();
        }
        String name = unit.name().toLowerCase(Locale.ROOT);
        return firstDay == DayOfWeek.MONDAY
                ? name
                : name + " from " + firstDay.name().toLowerCase(Locale.ROOT);
    }
}
