package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Holds where a predicate does. Immutable and thread-safe.
 *
 * @param predicate called on the packet path
 */
public record Where(BiPredicate<? super Packet, ? super Context> predicate) implements Match {
    /**
     * Checks that it is there.
     *
     * @param predicate called on the packet path
     */
    public Where {
        Objects.requireNonNull(predicate, "predicate");
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return predicate.test(packet, context);
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.ANYTHING);
    }

    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "where(predicate)";
    }
}
