package dev.weir.shaping.junit;

import dev.weir.shaping.Rate;
import dev.weir.shaping.core.ThroughputReport;
import dev.weir.shaping.impair.Durations;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that came after the first packet, and the time since, which is known to a bin. Immutable.
 *
 * @param bytes the bytes in the bins behind the first that has any
 * @param bins the number of these bins, at least 2
 * @param bin the width of a bin
 */
record Throughput(long bytes, int bins, Duration bin) {
    private static final int BITS = 8;

    static @Nullable Throughput of(ThroughputReport report) {
        List<Long> bytes = report.bytes();
        int first = 0;
        while (first < bytes.size() && bytes.get(first) == 0) {
            first++;
        }
        int bins = bytes.size() - first - 1;
        if (bins < 2) {
            return null;
        }
        long behind = bytes.subList(first + 1, bytes.size()).stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Throughput(behind, bins, report.bin());
    }

    /**
     * Whether the rate is in a range. It is undecided if that depends on whether the last packet, or the first, was late.
     *
     * @param late how late the emulator was, or null if times are exact
     */
    Verdict verdict(Rate lowest, Rate highest, @Nullable Duration late) {
        boolean meets = meets(lowest, highest, 0);
        if (late == null) {
            return meets ? Verdict.HOLDS : Verdict.FAILS;
        }
        double seconds = late.toNanos() / 1e9;
        if (meets && meets(lowest, highest, seconds) && meets(lowest, highest, -seconds)) {
            return Verdict.HOLDS;
        }
        boolean apart = fastest(-seconds) < lowest.bitsPerSecond() || slowest(seconds) > highest.bitsPerSecond();
        return apart ? Verdict.FAILS : Verdict.UNDECIDED;
    }

    private boolean meets(Rate lowest, Rate highest, double moreSeconds) {
        return fastest(moreSeconds) >= lowest.bitsPerSecond() && slowest(moreSeconds) <= highest.bitsPerSecond();
    }

    private double slowest(double moreSeconds) {
        return over(seconds(bins) + moreSeconds);
    }

    private double fastest(double moreSeconds) {
        return over(seconds(bins - 1) + moreSeconds);
    }

    private double over(double seconds) {
        return seconds > 0 ? BITS * bytes / seconds : Double.POSITIVE_INFINITY;
    }

    private double seconds(int count) {
        return bin.toNanos() / 1e9 * count;
    }

    private Rate rate() {
        return Rate.bitsPerSecond(Math.max(1, Math.min(Rate.MAX_BITS_PER_SECOND, Math.round(slowest(0)))));
    }

    @Override
    public String toString() {
        return rate() + ", " + bytes + " bytes in " + Durations.format(bin.multipliedBy(bins));
    }
}
