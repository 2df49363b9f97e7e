package dev.weir.shaping.core.engine;

import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** All verdicts of an engine, by the number that its packets carry. Not thread-safe. */
final class Verdicts {
    private final StageSpace space;
    private final Limits limits;
    private final Stage lines;
    private final Stage end;
    private final List<Verdict> byNumber = new ArrayList<>();
    private final ArrayDeque<Integer> freeNumbers = new ArrayDeque<>();
    private long evictions;

    Verdicts(StageSpace space, FlowStreamKeys keys, Stage lines, Stage end) {
        this.limits = new Limits(space, keys);
        this.space = space;
        this.lines = lines;
        this.end = end;
    }

    Verdict get(int number) {
        return byNumber.get(number);
    }

    Verdict create(RuleState rule, Treatment treatment, PriorityClass category) {
        Stage behind = category == PriorityClass.IGNORED ? end : lines;
        Pipeline pipeline = Pipeline.of(
                treatment.impairment(),
                (limit, queue, next) -> limits.stage(limit, treatment.limiting(), queue, next),
                space,
                rule.drawStream,
                behind);
        return numbered(new Verdict(rule, treatment, category, pipeline));
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
        return verdict;
    }

    void remove(Verdict verdict) {
        verdict.stages.forEach(Stage::remove);
        freeNumbers.add(verdict.number);
        evictions++;
    }

    long evictions() {
        return evictions;
    }
}
