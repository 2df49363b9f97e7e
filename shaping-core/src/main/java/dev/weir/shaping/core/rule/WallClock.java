package dev.weir.shaping.core.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;

/**
 * The engine's date and time: an explicit start instant, a zone, and logical nanoseconds since then. It never reads a clock.
 *
 * <p>Not thread-safe. Reading the hour, minute or day does not allocate, except where the zone's offset has just changed.
 */
public final class WallClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;

    private final Instant start;
    private final ZoneId zone;
    private long nowNanos;
    private ZoneOffset offset;
    private long offsetUntilSecond;
    private LocalDate date = LocalDate.EPOCH;

    /**
     * A clock at its start.
     *
     * @param start the instant of logical time 0
     * @param zone the zone of dates and hours
     */
    public WallClock(Instant start, ZoneId zone) {
        this.start = start;
        this.zone = zone;
        this.offset = zone.getRules().getOffset(start);
        this.offsetUntilSecond = nextChange(start);
    }

    private long nextChange(Instant after) {
        ZoneOffsetTransition transition = zone.getRules().nextTransition(after);
        return transition == null ? Long.MAX_VALUE : transition.toEpochSecond();
    }

    /**
     * Sets the time.
     *
     * @param nanos logical nanoseconds, never less than before
     */
    public void set(long nanos) {
        nowNanos = nanos;
    }

    /**
     * The time, as it was set.
     *
     * @return logical nanoseconds
     */
    public long nanos() {
        return nowNanos;
    }

    /** The second since 1970 in UTC that is going on. */
    long epochSecond() {
        long second = start.getEpochSecond() + nowNanos / NANOS_PER_SECOND;
        return start.getNano() + nowNanos % NANOS_PER_SECOND >= NANOS_PER_SECOND ? second + 1 : second;
    }

    /** When a second begins, in logical nanoseconds; never, after the last. */
    long nanosAt(long epochSecond) {
        long sinceStart = epochSecond - start.getEpochSecond();
        return sinceStart > Long.MAX_VALUE / NANOS_PER_SECOND
                ? Long.MAX_VALUE
                : sinceStart * NANOS_PER_SECOND - start.getNano();
    }

    /** The second that was some months before another by the calendar: on the same day of the month, or its last, at the same time of day. */
    long monthsBefore(long epochSecond, long months) {
        return Instant.ofEpochSecond(epochSecond)
                .atZone(zone)
                .minusMonths(months)
                .toEpochSecond();
    }

    private long localSecond() {
        long second = epochSecond();
        if (second >= offsetUntilSecond) {
            Instant now = Instant.ofEpochSecond(second);
            offset = zone.getRules().getOffset(now);
            offsetUntilSecond = nextChange(now);
        }
        return second + offset.getTotalSeconds();
    }

    LocalDateTime now() {
        localSecond();
        Instant now = start.plusNanos(nowNanos);
        return LocalDateTime.ofEpochSecond(now.getEpochSecond(), now.getNano(), offset);
    }

    LocalDate date() {
        long day = Math.floorDiv(localSecond(), (long) SECONDS_PER_DAY);
        LocalDate known = date;
        if (known.toEpochDay() != day) {
            known = LocalDate.ofEpochDay(day);
            date = known;
        }
        return known;
    }

    int minuteOfDay() {
        return (int) Math.floorMod(localSecond(), (long) SECONDS_PER_DAY) / 60;
    }

    DayOfWeek dayOfWeek() {
        return DayOfWeek.THURSDAY.plus(Math.floorDiv(localSecond(), (long) SECONDS_PER_DAY));
    }
}
