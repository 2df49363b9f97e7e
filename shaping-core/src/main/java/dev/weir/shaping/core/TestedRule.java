package dev.weir.shaping.core;

import dev.weir.shaping.Context;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.core.RuleJudgement.Outcome;
import dev.weir.shaping.match.Explanation;
import dev.weir.shaping.match.MatchRule;
import dev.weir.shaping.match.QuotaLadder;
import dev.weir.shaping.match.ScheduledRule;
import org.jspecify.annotations.Nullable;

/** Asks one rule as an engine does, once, and says why it answers so. */
final class TestedRule {
    private TestedRule() {}

    static RuleJudgement ask(RuleEntry entry, Packet packet, Context context) {
        if (!entry.enabled()) {
            return new RuleJudgement(entry.name(), Outcome.OFF, null, null, null);
        }
        try {
            Rule rule = entry.rule();
            if (rule instanceof ScheduledRule scheduled) {
                Explanation times = scheduled.schedule().explain(packet, context);
                if (!times.holds()) {
                    return new RuleJudgement(entry.name(), Outcome.OUT_OF_SCHEDULE, Priorities.pass(), times, null);
                }
                rule = scheduled.rule();
            }
            return answer(entry.name(), rule, packet, context);
        } catch (RuntimeException e) {
            return new RuleJudgement(entry.name(), Outcome.FAILED, null, null, e);
        }
    }

    static RuleJudgement notReached(RuleEntry entry) {
        return new RuleJudgement(entry.name(), entry.enabled() ? Outcome.NOT_REACHED : Outcome.OFF, null, null, null);
    }

    private static RuleJudgement answer(String name, Rule rule, Packet packet, Context context) {
        if (rule instanceof MatchRule matching) {
            Explanation met = matching.match().explain(packet, context);
            return judged(name, met.holds() ? matching.priority() : Priorities.pass(), met, packet.direction());
        }
        if (rule instanceof QuotaLadder ladder) {
            Explanation met = ladder.match().explain(packet, context);
            Priority step = met.holds() ? ladder.priorityAt(context.seen(ladder.window())) : Priorities.pass();
            return judged(name, step, met, packet.direction());
        }
        return judged(name, rule.evaluate(packet, context), null, packet.direction());
    }

    private static RuleJudgement judged(
            String name, @Nullable Priority answer, @Nullable Explanation met, Direction direction) {
        Priority priority = answer == null ? Priorities.pass() : answer;
        Outcome outcome = Outcome.DECIDED;
        if (priority.treatment(direction).passes()) {
            outcome = met == null || met.holds() ? Outcome.PASSED : Outcome.NOT_MET;
        }
        return new RuleJudgement(name, outcome, priority, met, null);
    }
}
