package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.stage.SharedTime;
import org.jspecify.annotations.Nullable;

/**
 * The links that the lines of an engine share with other engines. Immutable.
 *
 * @param download the incoming link, or null if it is the engine's own
 * @param upload the outgoing link, or null if it is the engine's own
 * @param originNanos the engine's time 0 on the clock of the links
 */
public record SharedTimes(@Nullable SharedTime download, @Nullable SharedTime upload, long originNanos) {
    @Nullable
    SharedTime of(Direction direction) {
        return direction == Direction.INCOMING ? download : upload;
    }
}
