package dev.weir.cli.conformance;

import dev.weir.shaping.impair.Impairment;
import java.util.List;

/**
 * Whether normally distributed delays are correlated from packet to packet, and keep their mean. Immutable.
 *
 * @param words how they are correlated, as text
 * @param correlation the correlation of neighbours that is asked
 * @param netem the correlation that netem gives, blank if it cannot be asked
 */
record CorrelatedDelayCheck(String words, double correlation, String netem) implements Check {
    static final double MEAN = 200;
    static final double DEVIATION = 10;

    private static final int PACKETS = 100_000;
    private static final long GAP_NANOS = 10_000_000;
    private static final double MILLI = 1e6;

    @Override
    public List<Finding> run(long seed) {
        String model = "normal(200 ms, 10 ms) " + words;
        Impairment line = Impairment.parse("delay=" + model + " in any order");
        Traffic traffic = Traffic.over(line, seed, PACKETS, GAP_NANOS, 1_000);
        double[] scores = new double[PACKETS];
        for (int i = 0; i < PACKETS; i++) {
            scores[i] = (traffic.delayNanos(i) / MILLI - MEAN) / DEVIATION;
        }
        double squared = correlation * correlation;
        return List.of(
                Finding.within(model, "mean in deviations", 0, Samples.mean(scores), Bounds.mean(correlation, PACKETS)),
                Finding.within(
                        model,
                        "variance in deviations",
                        1,
                        variance(scores),
                        Math.sqrt(2) * Bounds.mean(squared, PACKETS)),
                Finding.within(
                                model,
                                "lag-1 correlation",
                                correlation,
                                Samples.correlation(scores, 1),
                                Bounds.correlation(correlation, PACKETS))
                        .besideNetem(netem));
    }

    private static double variance(double[] scores) {
        double sum = 0;
        for (double score : scores) {
            sum += score * score;
        }
        return sum / scores.length;
    }
}
