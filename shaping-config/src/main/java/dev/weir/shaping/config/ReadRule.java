package dev.weir.shaping.config;

import dev.weir.shaping.RuleEntry;
import org.jspecify.annotations.Nullable;

/**
 * A rule with what it was read from, of which a part may have no effect, and is written again all the same.
 *
 * @param entry the rule
 * @param priority the values of its priority, or null for a ladder
 * @param traffic its traffic condition, enabled or not, or null if there is none
 */
record ReadRule(RuleEntry entry, @Nullable PriorityValues priority, @Nullable TrafficValues traffic) {}
