package dev.weir.shaping.junit;

import dev.weir.capture.relay.Lateness;
import dev.weir.shaping.core.FidelityReport;
import dev.weir.shaping.impair.Durations;
import java.time.Duration;
import java.util.function.DoubleFunction;

/**
 * How late the emulator of a run by the clock was. Immutable.
 *
 * @param percentile the lateness that a percentage of releases did not exceed; asked with more than 0, to 100
 */
record EmulatorLateness(DoubleFunction<Duration> percentile) {
    static EmulatorLateness of(FidelityReport fidelity) {
        return new EmulatorLateness(percent -> percent <= 50
                ? fidelity.p50()
                : percent <= 90
                        ? fidelity.p90()
                        : percent <= 99 ? fidelity.p99() : percent <= 99.9 ? fidelity.p999() : fidelity.max());
    }

    static EmulatorLateness of(Lateness lateness) {
        return new EmulatorLateness(percent -> percent <= 50
                ? lateness.p50()
                : percent <= 90 ? lateness.p90() : percent <= 99 ? lateness.p99() : lateness.max());
    }

    Duration at(double percent) {
        return percentile.apply(percent);
    }

    @Override
    public String toString() {
        return "the emulator was late by " + Durations.format(at(50)) + " (median), " + Durations.format(at(99))
                + " (99 %), " + Durations.format(at(100)) + " (at most)";
    }
}
