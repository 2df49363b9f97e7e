package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.time.LocalTime;
import java.util.Set;

/**
 * Holds from a minute of the day until before another, over midnight where the second is the earlier. Immutable and thread-safe.
 *
 * @param from the first minute since midnight, 0 to 1440
 * @param to the minute behind the last, 0 to 1440
 */
public record TimeOfDay(int from, int to) implements Match {
    /**
     * Checks the minutes.
     *
     * @param from the first minute since midnight, 0 to 1440
     * @param to the minute behind the last, 0 to 1440
     * @throws IllegalArgumentException if one is out of range, or no minute lies between them
     */
    public TimeOfDay {
        check(from);
        check(to);
        if (from == to || from == Timetable.MINUTES_PER_DAY && to == 0) {
            throw new IllegalArgumentException("time must not end where it starts: " + Timetable.time(from));
        }
    }

    private static void check(int minute) {
        if (minute < 0 || minute > Timetable.MINUTES_PER_DAY) {
            throw new IllegalArgumentException(
                    "minute of day must be within 0.." + Timetable.MINUTES_PER_DAY + ": " + minute);
        }
    }

    static TimeOfDay of(LocalTime from, LocalTime to) {
        return new TimeOfDay(minute(from), minute(to));
    }

    private static int minute(LocalTime time) {
        if (time.getSecond() != 0 || time.getNano() != 0) {
            throw new IllegalArgumentException("time must be of whole minutes: " + time);
        }
        return 60 * time.getHour() + time.getMinute();
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        int now = context.minuteOfDay();
        return from < to ? now >= from && now < to : now >= from || now < to;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.TIME);
    }

    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "time(" + Timetable.time(from) + "-" + Timetable.time(to) + ")";
    }
}
