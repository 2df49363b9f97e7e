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
import dev.weir.shaping.core.stage.TokenSource;
import org.jspecify.annotations.Nullable;

/** Makes the stage that a limit needs. Not thread-safe. */
record Limits(StageSpace space, SharedParts shared, ShortPackets shortPackets) {
    Stage stage(LimitRate rate, Limiting limiting, @Nullable RuleStreams streams, Object name, Stage next) {
        TokenSource buckets = shared.buckets(name);
        ShortPackets penalised = limiting.penalizesShort() ? shortPackets : ShortPackets.NONE;
        if (streams != null) {
            return new StreamLimitStage(
                    space, streams.table(), rate, limiting.policed(), ofStreams(limiting, buckets), penalised, next);
        }
        return limiting.policed()
                ? new PolicerStage(space, rate, buckets, penalised, next)
                : new LimitStage(space, rate, buckets, penalised, next);
    }

    /** A connection is in one shard, so that its buckets need not be shared. */
    private static TokenSource ofStreams(Limiting limiting, TokenSource buckets) {
        return limiting.tracking() == Tracking.CONNECTION ? TokenSource.OWN : buckets;
    }
}
