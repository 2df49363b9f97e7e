package dev.weir.shaping.config;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.QuotaAction;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.DirectionIs;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.MatchRule;
import dev.weir.shaping.match.PacketField;
import dev.weir.shaping.match.QuotaLadder;
import dev.weir.shaping.match.ScheduledRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that can never decide about a packet, because rules before them decide about all they match, or because nothing can match them. It claims so only
 * where it is certain: rules that are functions, predicates and counts of traffic hide nothing, and rules of which each hides a part are not put together, except
 * one for each direction. Thread-safe; allocates.
 */
public final class RuleCheck {
    private RuleCheck() {}

    /**
     * A rule that can never decide. Immutable and thread-safe.
     *
     * @param rule its name
     * @param by the names of the rules that hide it, one or one for each direction; none if its condition contradicts itself
     */
    public record HiddenRule(String rule, List<String> by) {
        /**
         * Copies the names.
         *
         * @param rule its name
         * @param by the names of the rules that hide it
         */
        public HiddenRule {
            by = List.copyOf(by);
        }
    }

    /**
     * Checks a list of rules. Rules that are not enabled neither hide others nor are looked at.
     *
     * @param rules the list
     * @return the hidden rules in the order of the list; those not in it may still be hidden
     */
    public static List<HiddenRule> hidden(RuleSet rules) {
        List<HiddenRule> hidden = new ArrayList<>();
        List<RuleEntry> earlier = new ArrayList<>();
        for (RuleEntry entry : rules.entries()) {
            if (entry.enabled()) {
                HiddenRule found = hidden(entry, earlier);
                if (found != null) {
                    hidden.add(found);
                }
                earlier.add(entry);
            }
        }
        return hidden;
    }

    private static @Nullable HiddenRule hidden(RuleEntry entry, List<RuleEntry> earlier) {
        Match match = condition(entry.rule());
        if (match == null) {
            return null;
        }
        if (new Coverage().never(match)) {
            return new HiddenRule(entry.name(), List.of());
        }
        Set<String> by = new LinkedHashSet<>();
        for (Direction direction : Direction.values()) {
            Match part = new AllOf(List.of(new DirectionIs(direction), match));
            if (new Coverage().never(part)) {
                continue;
            }
            String name = hiding(part, direction, earlier);
            if (name == null) {
                return null;
            }
            by.add(name);
        }
        return by.isEmpty() ? null : new HiddenRule(entry.name(), List.copyOf(by));
    }

    private static @Nullable String hiding(Match part, Direction direction, List<RuleEntry> earlier) {
        for (RuleEntry entry : earlier) {
            if (entry.rule() instanceof MatchRule rule
                    && decides(rule.priority(), direction)
                    && !rule.match().fields().contains(PacketField.ANYTHING)
                    && new Coverage().covers(rule.match(), part)) {
                return entry.name();
            }
        }
        return null;
    }

    private static boolean decides(Priority priority, Direction direction) {
        Treatment treatment = priority.treatment(direction);
        boolean suspends = treatment.limiting().quota() != null
                && treatment.limiting().quota().action() == QuotaAction.SUSPEND;
        return !treatment.passes() && !suspends;
    }

    /** What packets must meet at least for the rule to decide, or null if that is not known. */
    static @Nullable Match condition(Rule rule) {
        if (rule instanceof ScheduledRule scheduled) {
            Match match = condition(scheduled.rule());
            return match == null ? null : new AllOf(List.of(scheduled.schedule(), match));
        }
        if (rule instanceof QuotaLadder ladder) {
            return ladder.match();
        }
        return rule instanceof MatchRule plain ? plain.match() : null;
    }
}
