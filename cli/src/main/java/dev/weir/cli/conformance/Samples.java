package dev.weir.cli.conformance;

import java.util.Arrays;

/** What a row of measured values says. */
final class Samples {
    private Samples() {}

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The correlation of values some places apart. */
    static double correlation(double[] values, int lag) {
        double mean = mean(values);
        double variance = 0;
        double covariance = 0;
        for (int i = 0; i < values.length; i++) {
            double off = values[i] - mean;
            variance += off * off;
            covariance += i >= lag ? off * (values[i - lag] - mean) : 0;
        }
        return covariance / variance;
    }

    /** The Kolmogorov-Smirnov distance of whole nanoseconds to a law: at every value, and just below it. */
    static double distance(long[] nanos, DelayLaw law) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int from = 0, to; from < sorted.length; from = to) {
            to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double above = (double) to / sorted.length - law.below((double) sorted[from]);
            double below = law.below(sorted[from] - 1.0) - (double) from / sorted.length;
            distance = Math.max(distance, Math.max(above, below));
        }
        return distance;
    }
}
