package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import org.jspecify.annotations.Nullable;

/**
 * What high, normal and low traffic share. Immutable.
 *
 * @param download the capacity for incoming packets, or null if unknown
 * @param upload the capacity for outgoing packets, or null if unknown
 */
public record Capacity(@Nullable Rate download, @Nullable Rate upload) {
    /** Nothing is known. */
    public static final Capacity UNKNOWN = new Capacity(null, null);

    @Nullable
    Rate of(Direction direction) {
        return direction == Direction.INCOMING ? download : upload;
    }
}
