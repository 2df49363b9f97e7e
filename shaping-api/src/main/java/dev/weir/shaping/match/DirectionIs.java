package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for packets of one direction. Immutable and thread-safe.
 *
 * @param direction the direction
 */
public record DirectionIs(Direction direction) implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        return packet.direction() == direction;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.DIRECTION);
    }

    @Override
    public boolean flowConstant() {
        return true;
    }

    @Override
    public String toString() {
        return direction.toString();
    }
}
