package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.stage.BandwidthEstimator;
import org.jspecify.annotations.Nullable;

/** What an engine has found out about bandwidths, or null if that is nothing. For the engine's thread. */
final class DetectedBandwidth {
    private DetectedBandwidth() {}

    static @Nullable Rate of(Engine engine, Direction direction) {
        return rate(engine.bandwidth(direction));
    }

    static @Nullable Rate of(Engine engine, int adapterId, Direction direction) {
        return rate(engine.bandwidth(adapterId, direction));
    }

    private static @Nullable Rate rate(@Nullable BandwidthEstimator estimator) {
        return estimator == null || estimator.bytesPerSecond() == 0
                ? null
                : Rate.bytesPerSecond(estimator.bytesPerSecond());
    }
}
