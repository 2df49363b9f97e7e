package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds on some days of the month; the 31st does not occur in a month of 30 days. Immutable and thread-safe.
 *
 * @param days 1 to 31
 */
public record DaysOfMonth(NumberSet days) implements Match {
    /**
     * Checks the numbers.
     *
     * @param days 1 to 31
     * @throws IllegalArgumentException if one is out of range
     */
    public DaysOfMonth {
        days.requireWithin("day of month", 1, 31);
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return days.contains(context.date().getDayOfMonth());
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
        return "daysOfMonth(" + days + ")";
    }
}
