package dev.weir.shaping;

import dev.weir.shaping.match.Schedule;
import dev.weir.shaping.match.ScheduledRule;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a rule list. Immutable and thread-safe.
 *
 * @param name the entry's name, unique in its list; reports and ledgers call it so
 * @param rule what the entry does
 * @param enabled whether the entry is asked at all
 * @param id the name that the entry was made with, unique in its list; it seeds the rule's random draws, and the entry keeps it when it is renamed
 */
public record RuleEntry(String name, Rule rule, boolean enabled, String id) {
    /**
     * Checks the names.
     *
     * @param name the entry's name, unique in its list; reports and ledgers call it so
     * @param rule what the entry does
     * @param enabled whether the entry is asked at all
     * @param id the name that the entry was made with, unique in its list
     * @throws IllegalArgumentException if the name or the id is blank
     */
    public RuleEntry {
        Objects.requireNonNull(rule, "rule");
        if (name.isBlank()) {
            throw new IllegalArgumentException("rule name must not be blank: \"" + name + "\"");
        }
        if (id.isBlank()) {
            throw new IllegalArgumentException("rule id must not be blank: \"" + id + "\"");
        }
    }

    /**
     * A new entry.
     *
     * @param name the entry's name, and its id
     * @param rule what the entry does
     * @param enabled whether the entry is asked at all
     * @throws IllegalArgumentException if the name is blank
     */
    public RuleEntry(String name, Rule rule, boolean enabled) {
        this(name, rule, enabled, name);
    }

    /**
     * A new, enabled entry.
     *
     * @param name the entry's name, and its id
     * @param rule what the entry does
     * @return the entry
     * @throws IllegalArgumentException if the name is blank
     */
    public static RuleEntry of(String name, Rule rule) {
        return new RuleEntry(name, rule, true);
    }

    RuleEntry withName(String newName) {
        return new RuleEntry(newName, rule, enabled, id);
    }

    RuleEntry withRule(Rule newRule) {
        Schedule linked = schedule();
        Rule switched =
                linked == null || newRule instanceof ScheduledRule ? newRule : new ScheduledRule(linked, newRule);
        return new RuleEntry(name, switched, enabled, id);
    }

    RuleEntry withId(String newId) {
        return new RuleEntry(name, rule, enabled, newId);
    }

    /**
     * This entry, switched on and off by a schedule from now on.
     *
     * @param schedule the schedule, in place of another
     * @return the new entry; what it does is another rule to a run, which starts it afresh
     */
    public RuleEntry scheduled(Schedule schedule) {
        return new RuleEntry(name, new ScheduledRule(schedule, plainRule()), true, id);
    }

    /**
     * This entry without its schedule, switched on or off as the schedule had it.
     *
     * @param time the local date and time at which the schedule goes
     * @return the new entry; this one if it has no schedule
     */
    public RuleEntry unscheduled(LocalDateTime time) {
        return schedule() == null ? this : new RuleEntry(name, plainRule(), enabledAt(time), id);
    }

    /**
     * What switches the entry on and off.
     *
     * @return the schedule, or null if there is none
     */
    public @Nullable Schedule schedule() {
        return rule instanceof ScheduledRule linked ? linked.schedule() : null;
    }

    private Rule plainRule() {
        return rule instanceof ScheduledRule linked ? linked.rule() : rule;
    }

    /**
     * Whether the entry is asked at a time.
     *
     * @param time local date and time
     * @return true if it is enabled, and its schedule, if there is one, has it on
     */
    public boolean enabledAt(LocalDateTime time) {
        Schedule linked = schedule();
        return enabled && (linked == null || linked.holdsAt(time));
    }

    /**
     * This entry, switched on or off by hand.
     *
     * @param on whether it is asked
     * @return the new entry
     * @throws IllegalStateException if a schedule does so
     */
    public RuleEntry switched(boolean on) {
        if (schedule() != null) {
            throw new IllegalStateException(
                    "rule must not be switched by hand while it has a schedule: \"" + name + "\"");
        }
        return new RuleEntry(name, rule, on, id);
    }
}
