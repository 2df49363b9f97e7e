package dev.weir.shaping.config;

import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.match.Always;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.MatchRule;
import dev.weir.shaping.match.QuotaLadder;
import dev.weir.shaping.match.ScheduledRule;
import java.util.StringJoiner;

/** Tells in words what rules and filters do. Thread-safe; allocates. */
public final class RuleWords {
    private RuleWords() {}

    /**
     * What an entry of a rule list does.
     *
     * @param entry the entry
     * @return such as {@code if outgoing and remote port in 443, 8000-8100: at most 50 kB/s}, without a full stop
     */
    public static String of(RuleEntry entry) {
        return (entry.enabled() ? "" : "(not enabled) ") + of(entry.rule());
    }

    private static String of(Rule rule) {
        if (rule instanceof ScheduledRule scheduled) {
            return "on " + ConditionWords.schedule(scheduled.schedule()) + ", " + of(scheduled.rule());
        }
        if (rule instanceof MatchRule plain) {
            return condition(plain.match()) + ": " + of(plain.priority());
        }
        if (rule instanceof QuotaLadder ladder) {
            StringJoiner steps = new StringJoiner("; ");
            ladder.steps().forEach(step -> steps.add("above " + step.above() + " " + of(step.priority())));
            return condition(ladder.match()) + ", by its traffic in the last " + ladder.window() + ": " + steps;
        }
        return "a function of the program";
    }

    private static String condition(Match match) {
        return match instanceof Always ? "every packet" : "if " + ConditionWords.of(match);
    }

    /**
     * What a filter does.
     *
     * @param filter the filter
     * @return such as {@code if destination port in 23: blocked before the rules}, without a full stop
     */
    public static String of(Filter filter) {
        String action =
                switch (filter.action()) {
                    case IGNORE -> "sent at once, past all rules and limits";
                    case BLOCK -> "blocked before the rules";
                    case PIPE -> "marked for the rules that ask for this filter";
                };
        return (filter.enabled() ? "" : "(not enabled) ") + condition(filter.match()) + ": " + action;
    }

    /**
     * What a priority does.
     *
     * @param priority the priority
     * @return such as {@code high priority} or {@code download blocked, upload at most 50 kB/s}
     */
    public static String of(Priority priority) {
        String download = PriorityWords.of(priority.treatment(Side.DOWNLOAD.direction()));
        String upload = PriorityWords.of(priority.treatment(Side.UPLOAD.direction()));
        return download.equals(upload) ? download : "download " + download + ", upload " + upload;
    }
}
