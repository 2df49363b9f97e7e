package dev.weir.shaping.junit;

import dev.weir.shaping.core.ShapingReport;

/**
 * Assertions on what a run did, both directions together. Not thread-safe.
 *
 * @see WeirAssertions#assertThat(ShapingReport)
 */
public final class ShapingReportAssert extends TrafficAssert<ShapingReportAssert, ShapingReport> {
    ShapingReportAssert(Run run) {
        super(
                run.report(),
                ShapingReportAssert.class,
                run,
                "both directions",
                PacketCounts.of(run.report().incoming())
                        .plus(PacketCounts.of(run.report().outgoing())));
    }
}
