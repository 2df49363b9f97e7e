package dev.weir.cli;

import dev.weir.shaping.core.ThroughputReport;
import java.time.Duration;

/** Throughput as points to draw: the bins of a report put together until the picture is readable. */
final class ThroughputCurve {
    private static final int MOST_BINS = 60;
    private static final double BITS_PER_BYTE = 8;

    private final double[] seconds;
    private final double[] megabitsPerSecond;
    private final double endSeconds;

    /*
     * Bins of a report are a power of two times a millisecond wide, and so are the drawn ones: whole bins go together, and all curves of
     * one report have the same width. Each bin is two points, its left and its right end.
     */
    ThroughputCurve(ThroughputReport report, Duration duration) {
        long binNanos = report.bin().toNanos();
        long widthNanos = binNanos;
        while (duration.toNanos() / widthNanos >= MOST_BINS) {
            widthNanos *= 2;
        }
        int bins = (int) (duration.toNanos() / widthNanos) + 1;
        double binSeconds = widthNanos / 1e9;
        endSeconds = Math.max(duration.toNanos() / 1e9, binSeconds / 2);
        seconds = new double[2 * bins];
        megabitsPerSecond = new double[2 * bins];
        for (int i = 0; i < bins; i++) {
            seconds[2 * i] = i * binSeconds;
            seconds[2 * i + 1] = Math.min((i + 1) * binSeconds, endSeconds);
        }
        for (int i = 0; i < report.bytes().size(); i++) {
            int bin = (int) (i * binNanos / widthNanos);
            megabitsPerSecond[2 * bin] += report.bytes().get(i) * BITS_PER_BYTE / 1e6 / binSeconds;
            megabitsPerSecond[2 * bin + 1] = megabitsPerSecond[2 * bin];
        }
    }

    double[] seconds() {
        return seconds;
    }

    double[] megabitsPerSecond() {
        return megabitsPerSecond;
    }

    double endSeconds() {
        return endSeconds;
    }
}
