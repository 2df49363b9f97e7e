package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Locale;
import java.util.Set;

/**
 * Holds for IP packets with the value of a header field in a set; not for packets without the field. Immutable and thread-safe.
 *
 * @param field the field
 * @param values what it may be
 */
public record HeaderFieldIn(HeaderField field, NumberSet values) implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        long value = field.read(packet);
        return value >= 0 && values.contains(value);
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
