package dev.weir.shaping.core.engine;

import dev.weir.shaping.Limiting;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.core.stage.LimitRate;
import dev.weir.shaping.core.stage.LimitStage;
import dev.weir.shaping.core.stage.PolicerStage;
import dev.weir.shaping.core.stage.ShortPackets;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.stage.StreamLimitStage;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.RateLimit;
import org.jspecify.annotations.Nullable;

/** Makes the stage that a limit needs. Not thread-safe. */
record Limits(StageSpace space, FlowStreamKeys keys) {
    static final int MAX_STREAMS = 65_536;

    Stage stage(RateLimit limit, Limiting limiting, @Nullable QueueLimit queue, Stage next) {
        Tracking tracking = limiting.tracking();
        if (tracking != null) {
            return new StreamLimitStage(space, limit, queue, limiting.policed(), keys.by(tracking), MAX_STREAMS, next);
        }
        LimitRate rate = LimitRate.of(limit, queue);
        return limiting.policed()
                ? new PolicerStage(space, rate, ShortPackets.NONE, next)
                : new LimitStage(space, rate, ShortPackets.NONE, next);
    }
}
