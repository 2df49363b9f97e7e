package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.time.DayOfWeek;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds on some days of the week. */
record DaysOfWeek(Set<DayOfWeek> days) implements Match {
    DaysOfWeek {
        days = Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("days of week must not be empty: " + days);
        }
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return days.contains(context.dayOfWeek());
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
        return days.stream()
                .sorted()
                .map(day -> day.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "daysOfWeek(", ")"));
    }
}
