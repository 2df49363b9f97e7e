package dev.weir.benchmarks;

import java.util.Arrays;

/** Measured values of one thing: the iterations of all rounds. Immutable. */
final class Samples {
    private final double[] values;
    private final double bytesPerOperation;

    /** At least one value, sorted. */
    private Samples(double[] values, double bytesPerOperation) {
        this.values = values;
        this.bytesPerOperation = bytesPerOperation;
    }

    /** The least that a round allocated, NaN if that was not measured. */
    double bytesPerOperation() {
        return bytesPerOperation;
    }

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
}
