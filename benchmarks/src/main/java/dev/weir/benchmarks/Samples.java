package dev.weir.benchmarks;

import java.util.Arrays;

/**
 * Measured values of one thing: the iterations of all rounds. Immutable.
 *
 * @param values sorted, at least one
 * @param bytesPerOperation the least that a round allocated, NaN if not measured
 */
record Samples(double[] values, double bytesPerOperation) {
    static Samples of(double[] values, double bytesPerOperation) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Samples(sorted, bytesPerOperation);
    }

    Samples and(Samples other) {
        double[] all = Arrays.copyOf(values, values.length + other.values.length);
        System.arraycopy(other.values, 0, all, values.length, other.values.length);
        return of(all, Math.min(bytesPerOperation, other.bytesPerOperation));
    }

    double median() {
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    double least() {
        return values[0];
    }

    /** The value below which a part of them is. */
    double quantile(double part) {
        return values[(int) Math.min(values.length - 1L, (long) (part * values.length))];
    }
}
