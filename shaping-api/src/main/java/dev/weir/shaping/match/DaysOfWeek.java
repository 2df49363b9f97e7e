package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.time.DayOfWeek;
import java.util.Set;

/**
 * Holds on some days of the week. Immutable and thread-safe.
 *
 * @param days at least one
 */
public record DaysOfWeek(Set<DayOfWeek> days) implements Match {
    /**
     * Copies the days.
     *
     * @param days at least one
     * @throws IllegalArgumentException if there is none
     */
    public DaysOfWeek {
        days = Words.checked("day of week", days);
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
        return Words.of("daysOfWeek", days);
    }
}
