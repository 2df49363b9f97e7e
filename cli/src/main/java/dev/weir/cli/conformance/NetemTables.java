package dev.weir.cli.conformance;

import dev.weir.shaping.impair.NetemDelay;
import java.util.Arrays;

/** The tables of netem by the formulas of their generators: 4,096 values in units of 1/8192, cut to 16 bits. */
final class NetemTables {
    private static final int ENTRIES = 4_096;
    private static final double UNIT = 8_192;
    private static final double LEAST = Short.MIN_VALUE / UNIT;
    private static final double MOST = Short.MAX_VALUE / UNIT;
    private static final double MILLI = 1e6;

    private NetemTables() {}

    /** All delays that netem draws from, each as likely as any other, in nanoseconds and in order. */
    static long[] delays(NetemDelay.Table table, double mean, double jitter) {
        long[] delays = new long[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            double value = Math.max(LEAST, Math.min(MOST, value(table, (double) i / ENTRIES)));
            delays[i] = Math.round(MILLI * (mean + jitter * Math.rint(value * UNIT) / UNIT));
        }
        return delays;
    }

    private static double value(NetemDelay.Table table, double share) {
        double normal = share == 0 ? LEAST : DelayLaws.score(share, Normal::below);
        double pareto = Math.min(MOST, (1 / Math.cbrt(1 - share) - 1.5) * 4 / 3);
        return switch (table) {
            case NORMAL -> normal;
            case PARETO -> pareto;
            case PARETONORMAL -> normal / 4 + pareto * 3 / 4;
            case UNIFORM -> 2 * share - 1;
        };
    }

    static DelayLaw law(NetemDelay.Table table, double mean, double jitter) {
        long[] delays = delays(table, mean, jitter);
        return nanos -> (double) upTo(delays, (long) Math.floor(nanos)) / ENTRIES;
    }

    private static int upTo(long[] sorted, long value) {
        int found = Arrays.binarySearch(sorted, value);
        if (found < 0) {
            return -found - 1;
        }
        while (found < sorted.length && sorted[found] == value) {
            found++;
        }
        return found;
    }
}
