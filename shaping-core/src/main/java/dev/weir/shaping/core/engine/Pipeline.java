package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.stage.DelayStage;
import dev.weir.shaping.core.stage.FlowDraws;
import dev.weir.shaping.core.stage.JointTraceStage;
import dev.weir.shaping.core.stage.LimitRate;
import dev.weir.shaping.core.stage.LimitStage;
import dev.weir.shaping.core.stage.LinkStage;
import dev.weir.shaping.core.stage.LinkUse;
import dev.weir.shaping.core.stage.LossStage;
import dev.weir.shaping.core.stage.SharedLinkStage;
import dev.weir.shaping.core.stage.SharedTime;
import dev.weir.shaping.core.stage.ShortPackets;
import dev.weir.shaping.core.stage.SlotStage;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.stage.SteppedDelayStage;
import dev.weir.shaping.core.stage.TokenSource;
import dev.weir.shaping.core.stage.TraceLinkStage;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.JointTrace;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.RateLimit;
import dev.weir.shaping.impair.Slots;
import dev.weir.shaping.impair.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stages of one impairment, in the order loss, limit, link, delay, slots.
 *
 * @param loss decides at entry whether a packet goes on at all, or null if none is lost
 * @param link the serialising link, or null if there is none
 * @param head where survivors enter
 * @param stages all stages made for this impairment
 */
record Pipeline(@Nullable LossStage loss, @Nullable LinkUse link, Stage head, List<Stage> stages) {

    /** What makes the stage of a limit. */
    @FunctionalInterface
    interface LimitMaker {
        Stage stage(@Nullable RateLimit limit, @Nullable QueueLimit queue, Stage next);
    }

    /** The stages of a rule's answer, which may need the stage of a limit even where there is no limit yet. */
    static Pipeline ofRule(
            Impairment impairment,
            boolean limited,
            LimitMaker limits,
            SharedParts shared,
            Object name,
            StageSpace space,
            long ruleStream,
            Stage end) {
        SharedTime link = shared.link(name, impairment.framing());
        return of(impairment, limited, limits, link, shared.originNanos(), space, ruleStream, end);
    }

    /** The stages of a line under all rules. */
    static Pipeline ofLine(
            Impairment impairment,
            SharedParts shared,
            Direction direction,
            StageSpace space,
            long ruleStream,
            Stage end) {
        TokenSource buckets = shared.buckets(List.of("line", direction));
        LimitMaker limits = (limit, queue, next) ->
                new LimitStage(space, LimitRate.of(limit, queue), buckets, ShortPackets.NONE, next);
        SharedTime link = shared.line(direction, impairment.framing());
        return of(impairment, false, limits, link, shared.originNanos(), space, ruleStream, end);
    }

    private static Pipeline of(
            Impairment impairment,
            boolean limited,
            LimitMaker limits,
            @Nullable SharedTime shared,
            long originNanos,
            StageSpace space,
            long ruleStream,
            Stage end) {
        List<Stage> stages = new ArrayList<>();
        FlowDraws draws = new FlowDraws(space, ruleStream);
        Stage head = end;
        Slots slots = impairment.slots();
        if (slots != null) {
            head = added(stages, new SlotStage(space, slots, ruleStream, head));
        }
        if (impairment.delay() instanceof Delay.Uniform delay && !delay.equals(Delay.NONE)) {
            head = added(stages, new DelayStage(space, delay, draws, head));
        }
        LinkUse link = null;
        Rate rate = impairment.rate();
        Trace trace = impairment.trace();
        if (trace != null) {
            requireOwn(shared, trace);
            TraceLinkStage stage = new TraceLinkStage(
                    space, trace, impairment.framing(), impairment.queue(), impairment.discipline(), ruleStream, head);
            link = stage;
            head = added(stages, stage);
        } else if (impairment.joint() != null) {
            JointTrace joint = impairment.joint();
            requireOwn(shared, joint);
            SteppedDelayStage stepped = new SteppedDelayStage(space, head);
            LinkStage stage = new LinkStage(
                    space,
                    joint.rows().get(0).rate(),
                    impairment.framing(),
                    impairment.queue(),
                    impairment.discipline(),
                    ruleStream,
                    stepped);
            link = stage;
            stages.add(stepped);
            stages.add(stage);
            head = added(stages, new JointTraceStage(space, joint, draws, stage, stepped));
        } else if (rate != null && shared != null) {
            requireNoDiscipline(impairment);
            SharedLinkStage stage = new SharedLinkStage(space, shared, rate, impairment.queue(), originNanos, head);
            link = stage;
            head = added(stages, stage);
        } else if (rate != null) {
            LinkStage stage = new LinkStage(
                    space, rate, impairment.framing(), impairment.queue(), impairment.discipline(), ruleStream, head);
            link = stage;
            head = added(stages, stage);
        }
        RateLimit limit = impairment.limit();
        if (limit != null || limited) {
            head = added(stages, limits.stage(limit, impairment.queue(), head));
        }
        LossStage loss = null;
        if (impairment.loss() instanceof Loss.Random random
                && !random.probability().equals(Probability.ZERO)) {
            loss = new LossStage(space, random.probability(), draws, head);
            stages.add(loss);
        }
        return new Pipeline(loss, link, head, List.copyOf(stages));
    }

    private static void requireOwn(@Nullable SharedTime shared, Object trace) {
        if (shared != null) {
            throw new IllegalArgumentException("a link that several engines share cannot have a trace: " + trace);
        }
    }

    private static void requireNoDiscipline(Impairment impairment) {
        if (!impairment.discipline().equals(QueueDiscipline.tailDrop())) {
            throw new IllegalArgumentException(
                    "a link that several engines share must drop from its tail: " + impairment.discipline());
        }
    }

    private static Stage added(List<Stage> stages, Stage stage) {
        stages.add(stage);
        return stage;
    }

    /** Where packets enter, with the loss in front. */
    Stage entry() {
        return loss == null ? head : loss;
    }
}
