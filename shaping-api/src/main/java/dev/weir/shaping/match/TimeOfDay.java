package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.time.LocalTime;
import java.util.Set;

/** Holds from a minute of the day until before another, over midnight where the second is the earlier. */
record TimeOfDay(LocalTime from, LocalTime to) implements Match {
    TimeOfDay {
        check(from);
        check(to);
        if (from.equals(to)) {
            throw new IllegalArgumentException("time must not end where it starts: " + from);
        }
    }

    private static void check(LocalTime time) {
        if (time.getSecond() != 0 || time.getNano() != 0) {
            throw new IllegalArgumentException("time must be of whole minutes: " + time);
        }
    }

    private static int minute(LocalTime time) {
        return 60 * time.getHour() + time.getMinute();
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        int now = context.minuteOfDay();
        int start = minute(from);
        int end = minute(to);
        return start < end ? now >= start && now < end : now >= start || now < end;
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
        return "time(" + from + "-" + to + ")";
    }
}
