package dev.weir.shaping.core.account;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.packet.Cells;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What passed in the latest seconds, minutes, hours and days. One thread counts, any thread may read; neither waits for the other.
 *
 * <p>Counting a packet takes two additions, and allocates nothing; once a second, of logical time, a new bucket begins.
 */
public final class TrafficLog {
    static final int PACKETS_INCOMING = 0;
    static final int BYTES_INCOMING = 1;
    static final int PACKETS_OUTGOING = 2;
    static final int BYTES_OUTGOING = 3;
    static final int FIELDS = 4;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_SHOWN = 3_600;
    private static final int MINUTES_SHOWN = 1_440;
    private static final int HOURS_SHOWN = 744;
    private static final int DAYS_SHOWN = 366;

    private final long startSecond;
    private final int startNano;
    private final Days calendar;
    private final long[] passed = new long[FIELDS];
    private final TrafficRing seconds;
    private final TrafficRing minutes;
    private final TrafficRing hours;
    private final TrafficRing days;
    private long second;
    private long turnNanos;
    private long nextDaySecond;

    /**
     * An empty log.
     *
     * @param start the instant of logical time 0
     * @param zone the zone of days
     */
    public TrafficLog(Instant start, ZoneId zone) {
        startSecond = start.getEpochSecond();
        startNano = start.getNano();
        calendar = new Days(zone);
        seconds = new TrafficRing(FIELDS, SECONDS_SHOWN, startSecond);
        minutes = new TrafficRing(FIELDS, MINUTES_SHOWN, Math.floorDiv(startSecond, 60));
        hours = new TrafficRing(FIELDS, HOURS_SHOWN, Math.floorDiv(startSecond, 3_600));
        long day = calendar.dayAt(startSecond);
        days = new TrafficRing(FIELDS, DAYS_SHOWN, day);
        nextDaySecond = calendar.startOf(day + 1);
        turnNanos = nanosAt(startSecond + 1);
    }

    /**
     * Counts a packet that passed.
     *
     * @param direction its direction
     * @param length its length in bytes
     * @param nowNanos logical time, never less than before
     */
    public void record(Direction direction, int length, long nowNanos) {
        turnTo(nowNanos);
        int packets = direction == Direction.INCOMING ? PACKETS_INCOMING : PACKETS_OUTGOING;
        Cells.add(passed, packets, 1);
        Cells.add(passed, packets + 1, length);
    }

    /**
     * Brings the log up to a time.
     *
     * @param nowNanos logical time, never less than before
     */
    public void turnTo(long nowNanos) {
        if (nowNanos >= turnNanos) {
            turn(secondAt(nowNanos));
        }
    }

    private void turn(long epochSecond) {
        second = epochSecond - startSecond;
        turnNanos = nanosAt(epochSecond + 1);
        seconds.turnTo(epochSecond, passed);
        minutes.turnTo(Math.floorDiv(epochSecond, 60), passed);
        hours.turnTo(Math.floorDiv(epochSecond, 3_600), passed);
        if (epochSecond >= nextDaySecond) {
            long day = calendar.dayAt(epochSecond);
            days.turnTo(day, passed);
            nextDaySecond = calendar.startOf(day + 1);
        }
    }

    /**
     * The second of now, for the thread that counts.
     *
     * @return 0 for that in which the run started
     */
    public long second() {
        return second;
    }

    /**
     * The second of a time.
     *
     * @param nanos logical time
     * @return 0 for that in which the run started
     */
    public long secondOf(long nanos) {
        return secondAt(nanos) - startSecond;
    }

    private long secondAt(long nanos) {
        long second = startSecond + nanos / NANOS_PER_SECOND;
        return startNano + nanos % NANOS_PER_SECOND >= NANOS_PER_SECOND ? second + 1 : second;
    }

    private long nanosAt(long second) {
        long sinceStart = second - startSecond;
        return sinceStart > Long.MAX_VALUE / NANOS_PER_SECOND
                ? Long.MAX_VALUE
                : sinceStart * NANOS_PER_SECOND - startNano;
    }

    /**
     * The latest 3600 seconds.
     *
     * @return a copy
     */
    public TrafficBuckets seconds() {
        return seconds.read(passed);
    }

    /**
     * The latest 1440 minutes.
     *
     * @return a copy
     */
    public TrafficBuckets minutes() {
        return minutes.read(passed);
    }

    /**
     * The latest 744 hours.
     *
     * @return a copy
     */
    public TrafficBuckets hours() {
        return hours.read(passed);
    }

    /**
     * The latest 366 days.
     *
     * @return a copy
     */
    public TrafficBuckets days() {
        return days.read(passed);
    }

    /**
     * When a day of the zone starts.
     *
     * @param day days since 1970-01-01
     * @return seconds since 1970 in UTC
     */
    public long startOfDay(long day) {
        return calendar.startOf(day);
    }
}
