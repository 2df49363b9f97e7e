package dev.weir.shaping.junit;

import dev.weir.shaping.core.RuleReport;

/**
 * Assertions on the packets that a rule decided. Not thread-safe.
 *
 * @see TrafficAssert#rule
 */
public final class RuleReportAssert extends TrafficAssert<RuleReportAssert, RuleReport> {
    RuleReportAssert(Run run, RuleReport rule) {
        super(rule, RuleReportAssert.class, run, "rule \"" + rule.name() + "\"", PacketCounts.of(rule));
    }
}
