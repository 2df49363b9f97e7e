package dev.weir.shaping.core.engine;

import dev.weir.shaping.Rate;
import dev.weir.shaping.core.stage.CorruptStage;
import dev.weir.shaping.core.stage.DelayStage;
import dev.weir.shaping.core.stage.DuplicateStage;
import dev.weir.shaping.core.stage.EarlyStage;
import dev.weir.shaping.core.stage.FlowDraws;
import dev.weir.shaping.core.stage.HandlingStage;
import dev.weir.shaping.core.stage.JointTraceStage;
import dev.weir.shaping.core.stage.LinkStage;
import dev.weir.shaping.core.stage.LinkUse;
import dev.weir.shaping.core.stage.LossStage;
import dev.weir.shaping.core.stage.SharedLinkStage;
import dev.weir.shaping.core.stage.SharedTime;
import dev.weir.shaping.core.stage.SlotStage;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.stage.SteppedDelayStage;
import dev.weir.shaping.core.stage.SwapStage;
import dev.weir.shaping.core.stage.TraceLinkStage;
import dev.weir.shaping.impair.Corrupt;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Duplicate;
import dev.weir.shaping.impair.Handling;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.JointTrace;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.impair.LossPosition;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.RateLimit;
import dev.weir.shaping.impair.Reorder;
import dev.weir.shaping.impair.Scope;
import dev.weir.shaping.impair.Slots;
import dev.weir.shaping.impair.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stages of one impairment, in the order copies, loss, handling, corruption, limit, link, reordering, delay, slots; or with the loss behind the link.
 *
 * @param duplicate decides at entry whether a packet is copied, or null if none is
 * @param loss decides at entry whether a packet goes on at all, or null if none is lost there
 * @param link the serialising link, or null if there is none
 * @param head where survivors enter
 * @param stages all stages made for this impairment
 */
record Pipeline(
        @Nullable DuplicateStage duplicate,
        @Nullable LossStage loss,
        @Nullable LinkUse link,
        Stage head,
        List<Stage> stages) {

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
        return of(
                impairment,
                limited,
                limits,
                shared.link(name),
                shared.originNanos(),
                Scope.PER_FLOW,
                space,
                ruleStream,
                end);
    }

    /** What holds packets back, or null if nothing does. */
    static @Nullable DelayStage delay(StageSpace space, Delay delay, Scope scope, FlowDraws draws, Stage next) {
        return delay.model().equals(Delay.NONE) ? null : new DelayStage(space, delay, scope, draws, next);
    }

    /** What loses packets, or null if nothing does. */
    static @Nullable LossStage loss(StageSpace space, Loss loss, Scope scope, FlowDraws draws, Stage next) {
        return loss.model().equals(Loss.NONE) ? null : new LossStage(space, loss, scope, draws, next);
    }

    private static Pipeline of(
            Impairment impairment,
            boolean limited,
            LimitMaker limits,
            @Nullable SharedTime shared,
            long originNanos,
            Scope scope,
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
        Stage past = head;
        DelayStage delay = delay(space, impairment.delay(), scope, draws, head);
        if (delay != null) {
            head = added(stages, delay);
        }
        Reorder reorder = impairment.reorder();
        if (reorder.kind() == Reorder.Kind.EARLY) {
            head = added(stages, new EarlyStage(space, reorder, scope, draws, head, past));
        } else if (!reorder.equals(Reorder.NONE)) {
            head = added(stages, new SwapStage(space, reorder, draws, head));
        }
        LossPosition position = impairment.loss().position();
        LossStage late =
                position == LossPosition.AFTER_LINK ? loss(space, impairment.loss(), scope, draws, head) : null;
        if (late != null) {
            head = added(stages, late);
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
            SharedLinkStage stage = new SharedLinkStage(
                    space, shared, rate, impairment.framing(), impairment.queue(), originNanos, head);
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
        if (!impairment.corrupt().equals(Corrupt.NONE)) {
            head = added(stages, new CorruptStage(space, impairment.corrupt(), draws, head));
        }
        if (!impairment.handling().equals(Handling.NONE)) {
            head = added(stages, new HandlingStage(space, impairment.handling(), draws, head));
        }
        LossStage loss = null;
        if (position == LossPosition.BEFORE_LINK) {
            loss = loss(space, impairment.loss(), scope, draws, head);
        }
        if (loss != null) {
            stages.add(loss);
        }
        DuplicateStage duplicate = null;
        if (!impairment.duplicate().equals(Duplicate.NONE)) {
            duplicate = new DuplicateStage(space, impairment.duplicate(), DuplicateStage.OF_RULE, draws, head);
            stages.add(duplicate);
        }
        return new Pipeline(duplicate, loss, link, head, List.copyOf(stages));
    }

    static void requireOwn(@Nullable SharedTime shared, Object trace) {
        if (shared != null) {
            throw new IllegalArgumentException("a link that several engines share cannot have a trace: " + trace);
        }
    }

    static void requireNoDiscipline(Impairment impairment) {
        if (!impairment.discipline().equals(QueueDiscipline.tailDrop())) {
            throw new IllegalArgumentException(
                    "a link that several engines share must drop from its tail: " + impairment.discipline());
        }
    }

    private static Stage added(List<Stage> stages, Stage stage) {
        stages.add(stage);
        return stage;
    }
}
