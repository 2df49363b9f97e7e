package dev.weir.shaping.junit;

import dev.weir.capture.relay.Relay;
import dev.weir.shaping.core.LiveShaping;
import dev.weir.shaping.core.ShapingReport;

/**
 * Where assertions on runs begin; goes along with AssertJ's own {@code assertThat}. Stateless.
 *
 * <p>What a failing assertion says: what was asked, what was found, and the seed; of a run by the clock also how late the emulator was.
 *
 * <pre>{@code
 * assertThat(simulation.runToIdle())
 *         .upload().delivered(990).lossWithin(percent(0.5), percent(1.5)).delayWithin(ofMillis(40), ofMillis(45))
 *         .download().dropped(0);
 * }</pre>
 */
public final class WeirAssertions {
    private WeirAssertions() {}

    /**
     * Assertions on a report. Its times are taken as they are, which is right for simulations, replays and files; of a run by the clock hand in the run itself.
     *
     * @param report the report
     * @return assertions on both directions together
     */
    public static ShapingReportAssert assertThat(ShapingReport report) {
        return new ShapingReportAssert(new Run(report, null));
    }

    /**
     * Assertions on a live run so far. Those on times throw an {@link InconclusiveError} where the emulator was too late to tell.
     *
     * @param live the run, still going on or closed
     * @return assertions on both directions together
     */
    public static ShapingReportAssert assertThat(LiveShaping live) {
        return new ShapingReportAssert(new Run(live.report(), EmulatorLateness.of(live.fidelity())));
    }

    /**
     * Assertions on what a relay's lines did since it was opened or cleared. Those on times throw an {@link InconclusiveError} where the relay was too late to tell.
     *
     * @param relay the relay
     * @return assertions on both directions together
     */
    public static ShapingReportAssert assertThat(Relay relay) {
        return new ShapingReportAssert(new Run(relay.report(), EmulatorLateness.of(relay.lateness())));
    }

    /**
     * Assertions on what a relay's lines did in this test. Those on times throw an {@link InconclusiveError} where the relay was too late to tell.
     *
     * @param relay the relay
     * @return assertions on both directions together
     */
    public static ShapingReportAssert assertThat(ImpairedRelay relay) {
        return assertThat(relay.relay());
    }
}
