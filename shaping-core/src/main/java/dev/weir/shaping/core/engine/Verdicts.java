package dev.weir.shaping.core.engine;

import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.core.stage.LimitRate;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All verdicts of an engine, by the number that its packets carry. Not thread-safe. */
final class Verdicts {
    private final StageSpace space;
    private final Limits limits;
    private final StreamBook streams;
    private final Function<PriorityClass, Stage> behind;
    private final List<Verdict> byNumber = new ArrayList<>();
    private final ArrayDeque<Integer> freeNumbers = new ArrayDeque<>();
    private final Decisions decisions = new Decisions();
    private long evictions;

    Verdicts(StageSpace space, Limits limits, StreamBook streams, Function<PriorityClass, Stage> behind) {
        this.limits = limits;
        this.streams = streams;
        this.space = space;
        this.behind = behind;
    }

    StreamBook streams() {
        return streams;
    }

    Verdict get(int number) {
        return byNumber.get(number);
    }

    /** A verdict of a rule's own; under its name engines that are shards of one run share its buckets and links. */
    Verdict create(RuleState rule, Treatment treatment, PriorityClass category, Object name) {
        RuleStreams own = rule.streams(treatment);
        Pipeline pipeline = Pipeline.ofRule(
                treatment.impairment(),
                own != null,
                (limit, queue, next) -> limits.stage(LimitRate.of(limit, queue), treatment.limiting(), own, name, next),
                limits.shared(),
                name,
                space,
                rule.drawStream,
                behind.apply(category));
        return numbered(new Verdict(rule, treatment, category, pipeline, own));
    }

    /** A verdict of a rule that only modifies: the rule counts the packet, and it shares the default rule's stages. */
    Verdict sharing(RuleState rule, Verdict other) {
        return numbered(new Verdict(rule, other));
    }

    private Verdict numbered(Verdict verdict) {
        Integer free = freeNumbers.poll();
        if (free == null) {
            verdict.number = byNumber.size();
            byNumber.add(verdict);
        } else {
            verdict.number = free;
            byNumber.set(free, verdict);
        }
        verdict.mark = decisions.add(verdict.number, verdict.rule.name(), verdict.priority());
        return verdict;
    }

    /** The rule of a verdict is called otherwise. */
    void renamed(Verdict verdict) {
        decisions.rename(verdict.number, verdict.rule.name());
    }

    void remove(Verdict verdict) {
        retire(verdict);
        evictions++;
    }

    /** Gives up a verdict that no packet needs any more. */
    void retire(Verdict verdict) {
        verdict.stages.forEach(Stage::remove);
        freeNumbers.add(verdict.number);
    }

    Decisions decisions() {
        return decisions;
    }

    long evictions() {
        return evictions + streams.evictions();
    }
}
