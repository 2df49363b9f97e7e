package dev.weir.shaping.core.engine;

import dev.weir.shaping.Rate;
import dev.weir.shaping.core.stage.FlowDraws;
import dev.weir.shaping.core.stage.JointTraceStage;
import dev.weir.shaping.core.stage.LinkStage;
import dev.weir.shaping.core.stage.LinkUse;
import dev.weir.shaping.core.stage.SharedTime;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.stage.SteppedDelayStage;
import dev.weir.shaping.core.stage.TraceLinkStage;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.JointTrace;
import dev.weir.shaping.impair.Trace;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A link of a line that a trace drives. Not thread-safe.
 *
 * @param use what it does
 * @param rate the rate that was asked for: the mean of a trace, the first of a joint trace
 * @param entry where packets enter
 * @param next sets where they go
 */
record TracedLink(LinkUse use, Rate rate, Stage entry, Consumer<Stage> next) {

    /** The link of an impairment that has a trace, or null. */
    static @Nullable TracedLink of(
            Impairment line, @Nullable SharedTime shared, StageSpace space, FlowDraws draws, long stream, Stage end) {
        Trace trace = line.trace();
        JointTrace joint = line.joint();
        if (trace != null) {
            Pipeline.requireOwn(shared, trace);
            TraceLinkStage stage =
                    new TraceLinkStage(space, trace, line.framing(), line.queue(), line.discipline(), stream, end);
            return new TracedLink(stage, trace.meanRate(), stage, stage::next);
        }
        if (joint == null) {
            return null;
        }
        Pipeline.requireOwn(shared, joint);
        Rate first = joint.rows().get(0).rate();
        SteppedDelayStage delay = new SteppedDelayStage(space, end);
        LinkStage stage = new LinkStage(space, first, line.framing(), line.queue(), line.discipline(), stream, delay);
        return new TracedLink(stage, first, new JointTraceStage(space, joint, draws, stage, delay), delay::next);
    }

    /** Sends packets on to a stage; the answer is where they enter. */
    Stage before(Stage behind) {
        next.accept(behind);
        return entry;
    }
}
