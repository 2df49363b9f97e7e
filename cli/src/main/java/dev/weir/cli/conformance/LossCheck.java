package dev.weir.cli.conformance;

import dev.weir.shaping.impair.Impairment;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether losses are those of a chain: their share, the mean burst, and the correlation of neighbours. Bursts and correlation are left out where there are too few bursts, or losses in
 * a row, to bound them. Immutable.
 *
 * @param model the name to show
 * @param line what is run
 * @param chain what is asked
 * @param packets how many packets are sent
 * @param gapNanos the time between two
 * @param length their length in bytes
 * @param netem the share that netem loses, blank if it is right
 */
record LossCheck(String model, Impairment line, LossChain chain, int packets, long gapNanos, int length, String netem)
        implements Check {
    private static final int PACKETS = 200_000;
    private static final long GAP_NANOS = 1_000;
    private static final int LENGTH = 1_000;

    static LossCheck of(String loss, LossChain chain) {
        return of(loss, chain, LENGTH);
    }

    static LossCheck of(String loss, LossChain chain, int length) {
        return new LossCheck(loss, Impairment.parse("loss=" + loss), chain, PACKETS, GAP_NANOS, length, "");
    }

    LossCheck named(String name) {
        return new LossCheck(name, line, chain, packets, gapNanos, length, netem);
    }

    LossCheck every(long nanos) {
        return new LossCheck(model, line, chain, packets, nanos, length, netem);
    }

    LossCheck besideNetem(double share) {
        return new LossCheck(model, line, chain, packets, gapNanos, length, Figures.percent(share));
    }

    @Override
    public List<Finding> run(long seed) {
        Traffic traffic = Traffic.over(line, seed, packets, gapNanos, length);
        int lost = 0;
        int first = 0;
        int again = 0;
        for (int i = 0; i < packets; i++) {
            if (traffic.lost(i)) {
                lost++;
                boolean before = i > 0 && traffic.lost(i - 1);
                first += before ? 0 : 1;
                again += before ? 1 : 0;
            }
        }
        return compare((double) lost / packets, (double) lost / first, (double) again / packets);
    }

    private List<Finding> compare(double rate, double burst, double again) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.share(model, "loss", chain.rate(), rate, Bounds.Z * chain.rateError(packets))
                .besideNetem(netem));
        double enough = Bounds.EVENTS / packets;
        if (chain.again() >= enough && chain.rate() - chain.again() >= enough) {
            findings.add(
                    Finding.within(model, "mean burst", chain.burst(), burst, Bounds.Z * chain.burstError(packets)));
            findings.add(Finding.within(
                    model,
                    "lag-1 correlation",
                    chain.correlation(),
                    (again - rate * rate) / (rate * (1 - rate)),
                    Bounds.Z * chain.correlationError(packets)));
        }
        return findings;
    }
}
