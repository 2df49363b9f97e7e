package dev.weir.shaping;

import dev.weir.shaping.match.Match;
import java.util.ArrayList;
import java.util.List;

/**
 * An ordered list of uniquely named rules; the first rule that does not pass decides. Immutable and thread-safe: every edit
 * answers a new list.
 */
public final class RuleSet {
    private static final RuleSet EMPTY = new RuleSet(List.of());

    private final List<RuleEntry> entries;

    private RuleSet(List<RuleEntry> entries) {
        this.entries = entries;
    }

    /**
     * The empty list.
     *
     * @return the list
     */
    public static RuleSet empty() {
        return EMPTY;
    }

    /**
     * A list of entries.
     *
     * @param entries the entries in order
     * @return the list
     * @throws IllegalArgumentException if two entries have the same name
     */
    public static RuleSet of(List<RuleEntry> entries) {
        RuleSet rules = EMPTY;
        for (RuleEntry entry : entries) {
            rules = rules.with(entry);
        }
        return rules;
    }

    /**
     * This list with one more entry at the end.
     *
     * @param entry the entry
     * @return the new list
     * @throws IllegalArgumentException if the name is already in the list
     */
    public RuleSet with(RuleEntry entry) {
        if (contains(entry.name())) {
            throw new IllegalArgumentException("rule name is already in the list: \"" + entry.name() + "\"");
        }
        List<RuleEntry> longer = new ArrayList<>(entries);
        longer.add(entry);
        return new RuleSet(List.copyOf(longer));
    }

    /**
     * This list with one more enabled rule at the end.
     *
     * @param name the rule's name
     * @param rule the rule
     * @return the new list
     * @throws IllegalArgumentException if the name is blank or already in the list
     */
    public RuleSet with(String name, Rule rule) {
        return with(RuleEntry.of(name, rule));
    }

    /**
     * This list with one more enabled rule at the end: a priority for the packets that meet a condition.
     *
     * @param name the rule's name
     * @param match the condition
     * @param priority what to do where it holds; elsewhere the rule passes
     * @return the new list
     * @throws IllegalArgumentException if the name is blank or already in the list
     */
    public RuleSet with(String name, Match match, Priority priority) {
        return with(name, match.then(priority));
    }

    /**
     * This list without an entry.
     *
     * @param name the entry's name
     * @return the new list
     * @throws IllegalArgumentException if there is no such entry
     */
    public RuleSet without(String name) {
        if (!contains(name)) {
            throw new IllegalArgumentException("rule name is not in the list: \"" + name + "\"");
        }
        return new RuleSet(
                entries.stream().filter(entry -> !entry.name().equals(name)).toList());
    }

    /**
     * Whether the list has an entry of a name.
     *
     * @param name the name, compared with case
     * @return true if it has
     */
    public boolean contains(String name) {
        return entries.stream().anyMatch(entry -> entry.name().equals(name));
    }

    /**
     * The entries in order.
     *
     * @return an unmodifiable list
     */
    public List<RuleEntry> entries() {
        return entries;
    }

    /** The names in order. */
    @Override
    public String toString() {
        return entries.stream().map(RuleEntry::name).toList().toString();
    }
}
