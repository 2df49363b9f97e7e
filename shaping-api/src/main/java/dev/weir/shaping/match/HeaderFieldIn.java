package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Locale;
import java.util.Set;

/**
 * Holds for IP packets with the value of a header field in a set; not for packets without the field. Immutable and thread-safe.
 *
 * @param field the field
 * @param values what it may be, 0 to {@link HeaderField#most}
 */
public record HeaderFieldIn(HeaderField field, NumberSet values) implements Match {
    /**
     * Checks the numbers.
     *
     * @param field the field
     * @param values what it may be, 0 to {@link HeaderField#most}
     * @throws IllegalArgumentException if one does not fit the field
     */
    public HeaderFieldIn {
        values.requireWithin(field + " value", 0, field.most());
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return values.contains(field.read(packet));
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.IP_HEADER);
    }

    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return field == HeaderField.DSCP || field == HeaderField.ECN
                ? field.name().toLowerCase(Locale.ROOT) + "(" + values + ")"
                : "ipHeader(" + field + ", " + values + ")";
    }
}
