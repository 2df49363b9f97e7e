package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.core.stage.BandwidthEstimator;
import dev.weir.shaping.core.stage.ChargeStage;
import dev.weir.shaping.core.stage.ClassStage;
import dev.weir.shaping.core.stage.LineFork;
import dev.weir.shaping.core.stage.SenderSource;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.stage.TokenSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes that share one link, a set for each direction. Not thread-safe: the engine's own.
 *
 * <p>A direction whose capacity is neither given nor found out has no stage: its packets go straight on.
 */
final class ClassLinks {
    private final @Nullable ClassStage download;
    private final @Nullable ClassStage upload;
    private final Stage competing;
    private final Stage excluded;

    /** The classes of a link of a name, whose capacity is found out where it is not given and the settings say so. */
    ClassLinks(Capacity capacity, Object name, Recipe recipe, StageSpace space, SenderSource senders, Stage next) {
        Settings settings = recipe.settings();
        download = classes(capacity, Direction.INCOMING, name, recipe, space, senders, next);
        upload = classes(capacity, Direction.OUTGOING, name, recipe, space, senders, next);
        competing = fork(space, download, upload, next);
        excluded = settings.accountExcluded()
                ? fork(space, charging(space, download, next), charging(space, upload, next), next)
                : next;
    }

    private static @Nullable ClassStage classes(
            Capacity capacity,
            Direction direction,
            Object name,
            Recipe recipe,
            StageSpace space,
            SenderSource senders,
            Stage next) {
        Settings settings = recipe.settings();
        Rate rate = capacity.of(direction);
        if (rate != null) {
            TokenSource buckets = recipe.shared().buckets(List.of("classes", name, direction));
            return new ClassStage(space, rate.bitsPerSecond(), buckets, settings, senders, next);
        }
        return settings.detection() == null ? null : ClassStage.detecting(space, settings, senders, next);
    }

    private static @Nullable Stage charging(StageSpace space, @Nullable ClassStage charged, Stage next) {
        return charged == null ? null : new ChargeStage(space, charged, next);
    }

    /** A stage for each direction, or one for both if neither has its own. */
    static Stage fork(StageSpace space, @Nullable Stage incoming, @Nullable Stage outgoing, Stage otherwise) {
        if (incoming == null && outgoing == null) {
            return otherwise;
        }
        return new LineFork(space, incoming == null ? otherwise : incoming, outgoing == null ? otherwise : outgoing);
    }

    /** Where high, normal and low traffic enters. */
    Stage competing() {
        return competing;
    }

    /** Where traffic enters that these classes do not hold back. */
    Stage excluded() {
        return excluded;
    }

    @Nullable
    BandwidthEstimator estimator(Direction direction) {
        ClassStage classes = direction == Direction.INCOMING ? download : upload;
        return classes == null ? null : classes.estimator();
    }
}
