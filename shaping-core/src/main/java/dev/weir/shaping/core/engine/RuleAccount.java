package dev.weir.shaping.core.engine;

import dev.weir.shaping.core.account.Totals;

/**
 * What one rule has done. The totals are the engine's own and go on counting: not thread-safe.
 *
 * @param name the rule's name
 * @param totals the packets it decided
 * @param errors how often it threw
 */
public record RuleAccount(String name, Totals totals, long errors) {}
