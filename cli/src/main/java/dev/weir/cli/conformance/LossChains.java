package dev.weir.cli.conformance;

/** The chains that models of loss are said to be, from their parameters. */
final class LossChains {
    private LossChains() {}

    static LossChain independent(double share) {
        return twoStates(share, 1 - share);
    }

    /** Good and bad: nothing is lost in the one, everything in the other. */
    static LossChain twoStates(double p, double r) {
        return new LossChain(new double[][] {{1 - p, p}, {r, 1 - r}}, false, true);
    }

    static LossChain bursts(double share, double length) {
        return twoStates(share / (length * (1 - share)), 1 / length);
    }

    static LossChain correlated(double share, double correlation) {
        return twoStates(share * (1 - correlation), (1 - share) * (1 - correlation));
    }

    /** Two states with a loss of their own: each is split into one that keeps and one that loses the packet. */
    static LossChain gilbertElliott(double p, double r, double bad, double good) {
        double[] fromGood = {(1 - p) * (1 - good), (1 - p) * good, p * (1 - bad), p * bad};
        double[] fromBad = {r * (1 - good), r * good, (1 - r) * (1 - bad), (1 - r) * bad};
        return new LossChain(new double[][] {fromGood, fromGood, fromBad, fromBad}, false, true, false, true);
    }

    static LossChain fourStates(double p13, double p31, double p32, double p23, double p14) {
        double[][] moves = {
            {1 - p13 - p14, 0, p13, p14},
            {0, 1 - p23, p23, 0},
            {p31, p32, 1 - p31 - p32, 0},
            {1, 0, 0, 0}
        };
        return new LossChain(moves, false, false, true, true);
    }

    /** The chain of four states that has these outcomes. */
    static LossChain fourStatesByOutcome(double loss, double burst, double density, double isolated, double goodRun) {
        return fourStates(
                (loss - isolated) / (burst * (1 - isolated) * (density - loss)),
                1 / (density * burst),
                (1 - density) / (density * goodRun),
                1 / goodRun,
                isolated / (1 - isolated));
    }

    /** Independent losses, of which some at most come in a row: the state is how many came in a row. */
    static LossChain atMost(double share, int inARow) {
        double[][] moves = new double[inARow + 1][inARow + 1];
        boolean[] lost = new boolean[inARow + 1];
        for (int i = 0; i <= inARow; i++) {
            moves[i][0] = i == inARow ? 1 : 1 - share;
            if (i < inARow) {
                moves[i][i + 1] = share;
            }
            lost[i] = i > 0;
        }
        return new LossChain(moves, lost);
    }

    /** Exponential times up and down, looked at in steps. */
    static LossChain outages(double up, double down, double step) {
        double share = down / (up + down);
        return correlated(share, Math.exp(-step / up - step / down));
    }

    static LossChain bitErrors(double perBit, int length) {
        return independent(-Math.expm1(Byte.SIZE * length * Math.log1p(-perBit)));
    }
}
