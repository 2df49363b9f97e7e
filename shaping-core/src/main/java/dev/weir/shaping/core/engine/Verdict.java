package dev.weir.shaping.core.engine;

import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.core.stage.DuplicateStage;
import dev.weir.shaping.core.stage.LossStage;
import dev.weir.shaping.core.stage.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to packets for which a rule gave one answer: the rule that counts them, and the stages they pass. */
final class Verdict {
    final RuleState rule;
    final PriorityClass category;
    /** Whether its packets share the capacity with others. */
    final boolean competes;

    final @Nullable RuleStreams streams;
    private final @Nullable Tuning tuning;
    private Treatment treatment;
    private @Nullable String text;
    final @Nullable DuplicateStage duplicate;
    final @Nullable LossStage loss;
    final Stage head;
    final List<Stage> stages;
    int number;
    /** What flows remember of it, see {@link Decisions}. */
    long mark;

    int packetsInside;
    long lastUsedNanos;

    Verdict(
            RuleState rule,
            Treatment treatment,
            PriorityClass category,
            Pipeline pipeline,
            @Nullable RuleStreams streams) {
        this.streams = streams;
        this.rule = rule;
        this.category = category;
        this.competes =
                category == PriorityClass.HIGH || category == PriorityClass.NORMAL || category == PriorityClass.LOW;
        this.treatment = treatment;
        this.tuning = Tuning.of(treatment, pipeline);
        this.duplicate = pipeline.duplicate();
        this.loss = pipeline.loss();
        this.head = pipeline.head();
        this.stages = pipeline.stages();
    }

    /** A verdict of another rule that shares a verdict's stages, and does not own them. */
    Verdict(RuleState rule, Verdict other) {
        this.rule = rule;
        this.category = other.category;
        this.competes = other.competes;
        this.treatment = other.treatment;
        this.tuning = other.tuning;
        this.streams = other.streams;
        this.duplicate = other.duplicate;
        this.loss = other.loss;
        this.head = other.head;
        this.stages = List.of();
    }

    /** Takes over the rates of the answer that was given now. */
    @SuppressWarnings("ReferenceEquality") // rules mostly answer the same object again; an equal one changes nothing
    void tune(Treatment answer, long nowNanos) {
        if (tuning != null && answer != treatment) {
            tuning.turnTo(answer, nowNanos);
            treatment = answer;
            text = null;
        }
    }

    /** The answer as ledgers print it: the one given last. */
    String priority() {
        String known = text;
        if (known == null) {
            known = treatment.shape().toString();
            text = known;
        }
        return known;
    }

    boolean usedBefore(Verdict other) {
        return lastUsedNanos < other.lastUsedNanos || (lastUsedNanos == other.lastUsedNanos && number < other.number);
    }

    boolean idle() {
        if (packetsInside > 0) {
            return false;
        }
        for (Stage stage : stages) {
            if (!stage.idle()) {
                return false;
            }
        }
        return true;
    }
}
