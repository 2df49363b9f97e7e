package dev.weir.shaping;

import java.util.Objects;

/**
 * One line of a rule list. Immutable and thread-safe.
 *
 * @param name the entry's name, unique in its list; it identifies the entry in statistics and seeds its random draws
 * @param rule what the entry does
 * @param enabled whether the entry is asked at all
 */
public record RuleEntry(String name, Rule rule, boolean enabled) {
    /**
     * Checks the name.
     *
     * @param name the entry's name, unique in its list; it identifies the entry in statistics and seeds its random draws
     * @param rule what the entry does
     * @param enabled whether the entry is asked at all
     * @throws IllegalArgumentException if the name is blank
     */
    public RuleEntry {
        Objects.requireNonNull(rule, "rule");
        if (name.isBlank()) {
            throw new IllegalArgumentException("rule name must not be blank: \"" + name + "\"");
        }
    }

    /**
     * An enabled entry.
     *
     * @param name the entry's name
     * @param rule what the entry does
     * @return the entry
     * @throws IllegalArgumentException if the name is blank
     */
    public static RuleEntry of(String name, Rule rule) {
        return new RuleEntry(name, rule, true);
    }
}
