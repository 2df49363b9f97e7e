package dev.weir.cli.conformance;

import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.NetemDelay;
import java.util.List;

/**
 * Whether delays have a distribution, and each is independent of the one before. Immutable.
 *
 * @param delay the model, as text
 * @param law the distribution that is asked
 * @param netem the distance of netem's table, blank if it is right or there is none
 */
record DelayCheck(String delay, DelayLaw law, String netem) implements Check {
    private static final int PACKETS = 50_000;
    private static final long GAP_NANOS = 10_000_000;

    static DelayCheck of(String delay, DelayLaw law) {
        return new DelayCheck(delay, law, "");
    }

    /** Shows how far the table is off that netem uses when asked for the same. */
    DelayCheck besideNetem(NetemDelay.Table table, double mean, double deviation) {
        double distance = Samples.distance(NetemTables.delays(table, mean, deviation), law);
        return new DelayCheck(delay, law, Figures.of(distance));
    }

    @Override
    public List<Finding> run(long seed) {
        Impairment line = Impairment.parse("delay=" + delay + " in any order");
        Traffic traffic = Traffic.over(line, seed, PACKETS, GAP_NANOS, 1_000);
        long[] delays = traffic.delays();
        double[] shares = new double[PACKETS];
        for (int i = 0; i < PACKETS; i++) {
            shares[i] = law.below((double) delays[i]);
        }
        return List.of(
                Finding.atMost(delay, "distance", Samples.distance(delays, law), Bounds.distance(PACKETS))
                        .besideNetem(netem),
                Finding.within(
                        delay, "lag-1 correlation", 0, Samples.correlation(shares, 1), Bounds.correlation(0, PACKETS)));
    }
}
