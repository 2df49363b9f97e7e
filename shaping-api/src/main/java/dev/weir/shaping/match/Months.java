package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.time.Month;
import java.util.Set;

/**
 * Holds in some months of the year. Immutable and thread-safe.
 *
 * @param months at least one
 */
public record Months(Set<Month> months) implements Match {
    /**
     * Copies the months.
     *
     * @param months at least one
     * @throws IllegalArgumentException if there is none
     */
    public Months {
        months = Words.checked("month", months);
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return months.contains(context.date().getMonth());
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
        return Words.of("months", months);
    }
}
