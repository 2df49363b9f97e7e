package dev.weir.shaping;

import java.util.Objects;

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
        return new RuleEntry(name, newRule, enabled, id);
    }

    RuleEntry withEnabled(boolean newEnabled) {
        return new RuleEntry(name, rule, newEnabled, id);
    }

    RuleEntry withId(String newId) {
        return new RuleEntry(name, rule, enabled, newId);
    }
}
