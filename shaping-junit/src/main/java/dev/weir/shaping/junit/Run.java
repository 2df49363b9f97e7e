package dev.weir.shaping.junit;

import dev.weir.shaping.core.ShapingReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What assertions look at. Immutable.
 *
 * @param report what a run did
 * @param lateness how late the emulator was, or null if times are exact
 */
record Run(ShapingReport report, @Nullable EmulatorLateness lateness) {
    /** How late the emulator was at a percentile, or null if times are exact. */
    @Nullable
    Duration late(double percentile) {
        return lateness == null ? null : lateness.at(percentile);
    }

    /** What a failure says of the run. */
    String circumstances() {
        String seed = "seed " + report.seed();
        return lateness == null ? seed : seed + "; " + lateness;
    }
}
