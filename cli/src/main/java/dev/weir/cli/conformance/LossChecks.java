package dev.weir.cli.conformance;

import java.util.List;
import java.util.Locale;

/** The checks of all models of loss. */
final class LossChecks {
    private static final long MILLI = 1_000_000;
    private static final int[] LENGTHS = {100, 1_000, 1_500};

    private LossChecks() {}

    static void addTo(List<Check> checks) {
        independent(checks);
        chains(checks);
        correlated(checks);
        fourStates(checks);
        others(checks);
    }

    private static void independent(List<Check> checks) {
        checks.add(ExactLossCheck.byNumber("0 %", number -> false));
        checks.add(ExactLossCheck.byNumber("100 %", number -> true));
        for (double percent : new double[] {0.5, 1, 5, 30, 90}) {
            checks.add(LossCheck.of(Figures.of(percent) + " %", LossChains.independent(percent / 100)));
        }
    }

    private static void chains(List<Check> checks) {
        checks.add(LossCheck.of("2 % in bursts of 4", LossChains.bursts(0.02, 4)));
        checks.add(LossCheck.of("5 % in bursts of 3", LossChains.bursts(0.05, 3)));
        checks.add(LossCheck.of("20 % in bursts of 3", LossChains.bursts(0.2, 3)));
        checks.add(LossCheck.of("30 % in bursts of 1", LossChains.bursts(0.3, 1)));
        checks.add(LossCheck.of("gilbert(p=1 %, r=30 %)", LossChains.twoStates(0.01, 0.3)));
        checks.add(LossCheck.of("gilbert(p=5 %, r=90 %)", LossChains.twoStates(0.05, 0.9)));
        checks.add(LossCheck.of(
                "gilbert-elliott(p=2 %, r=25 %, bad=70 %, good=0.1 %)",
                LossChains.gilbertElliott(0.02, 0.25, 0.7, 0.001)));
        checks.add(LossCheck.of(
                "gilbert-elliott(p=1 %, r=10 %, bad=50 %, good=1 %)", LossChains.gilbertElliott(0.01, 0.1, 0.5, 0.01)));
    }

    private static void correlated(List<Check> checks) {
        double[][] pairs = {{0.01, 0.25}, {0.1, 0.25}, {0.1, 0.5}, {0.25, 0.5}, {0.25, 0.8}, {0.6, 0.5}, {0.75, 0.8}};
        for (double[] pair : pairs) {
            String text = "correlated(" + Figures.percent(pair[0]) + ", " + Figures.percent(pair[1]) + ")";
            checks.add(LossCheck.of(text, LossChains.correlated(pair[0], pair[1]))
                    .besideNetem(Netem.correlatedLoss(pair[0], pair[1])));
        }
    }

    private static void fourStates(List<Check> checks) {
        double[][] moves = {
            {0.01, 0.99, 0, 1, 0},
            {0.005, 0.2, 0.15, 0.3, 0.01},
            {0.02, 0.5, 0, 1, 0},
            {0.01, 0.1, 0.3, 0.4, 0.002}
        };
        for (double[] p : moves) {
            String text = String.format(
                    Locale.ROOT,
                    "4-state(p13=%s, p31=%s, p32=%s, p23=%s, p14=%s)",
                    Figures.percent(p[0]),
                    Figures.percent(p[1]),
                    Figures.percent(p[2]),
                    Figures.percent(p[3]),
                    Figures.percent(p[4]));
            checks.add(LossCheck.of(text, LossChains.fourStates(p[0], p[1], p[2], p[3], p[4])));
        }
        checks.add(LossCheck.of(
                "4-state(loss=3 %, burst=5, density=80 %, isolated=0.5 %, good-run=2)",
                LossChains.fourStatesByOutcome(0.03, 5, 0.8, 0.005, 2)));
    }

    private static void others(List<Check> checks) {
        for (int length : LENGTHS) {
            checks.add(LossCheck.of("bit-errors(0.001 %)", LossChains.bitErrors(0.00001, length), length)
                    .named("bit-errors(0.001 %), " + length + " bytes"));
        }
        checks.add(LossCheck.of("30 % at most 3 in a row", LossChains.atMost(0.3, 3)));
        checks.add(LossCheck.of("70 % at most 2 in a row", LossChains.atMost(0.7, 2)));
        checks.add(new LongestBurstCheck("30 % at most 3 in a row", 3));
        checks.add(new LongestBurstCheck("70 % at most 2 in a row", 2));
        checks.add(LossCheck.of("outages(up=1 s, down=500 ms)", LossChains.outages(1, 0.5, 0.05))
                .every(50 * MILLI));
        checks.add(LossCheck.of("outages(up=10 s, down=500 ms)", LossChains.outages(10, 0.5, 0.1))
                .every(100 * MILLI));
        checks.add(ExactLossCheck.byTime(
                "fixed-outages(up=10 s, down=500 ms)", 7 * MILLI, nanos -> nanos % (10_500 * MILLI) >= 10_000 * MILLI));
        checks.add(ExactLossCheck.byNumber(
                "packets(3, 7-9, 10000-)", number -> number == 3 || number >= 7 && number <= 9 || number >= 10_000));
    }
}
