package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;

/**
 * The general model of four states [1]: received in a gap (1), received in a burst (2), lost in a burst (3) and lost alone in a gap (4). Each
 * packet but the first moves the chain and is lost if it moves to 3 or 4; the first meets a state drawn from the stationary law. After 4
 * always comes 1. Immutable and thread-safe.
 *
 * <p>[1] Salsano, Ludovici, Ordine, Giannuzzi, Definition of a general and intuitive loss model for packet networks, 2012.
 *
 * @param p13 from a gap into a burst, per packet
 * @param p31 from a burst back into a gap
 * @param p32 from lost to received within a burst
 * @param p23 from received to lost within a burst
 * @param p14 from a gap to a loss alone
 */
public record FourStateLoss(Probability p13, Probability p31, Probability p32, Probability p23, Probability p14)
        implements Loss {
    /**
     * Checks that the chain has a stationary law.
     *
     * @param p13 from a gap into a burst
     * @param p31 from a burst back into a gap
     * @param p32 from lost to received within a burst
     * @param p23 from received to lost within a burst
     * @param p14 from a gap to a loss alone
     * @throws IllegalArgumentException if two ways out of a state are more than certain, or a burst never ends
     */
    public FourStateLoss {
        requireShare("p13 + p14", p13, p14);
        requireShare("p31 + p32", p31, p32);
        if (p13.value() > 0 && p31.value() == 0) {
            throw new IllegalArgumentException("p31 must be above 0, or a burst never ends: " + p31);
        }
        if (p32.value() > 0 && p23.value() == 0) {
            throw new IllegalArgumentException("p23 must be above 0, or a burst never ends: " + p23);
        }
    }

    private static void requireShare(String name, Probability a, Probability b) {
        if (a.value() + b.value() > 1) {
            throw new IllegalArgumentException(name + " must be at most 100 %: " + a + " + " + b);
        }
    }

    /**
     * The chain with some outcomes.
     *
     * @param loss the share of packets that is lost in all
     * @param burst the mean span of a burst in packets, from its first loss to its last, at least 1
     * @param density the share that is lost within bursts
     * @param isolated the probability of a loss alone, in gaps
     * @param goodRun the mean number of packets received in a row within a burst, at least 1
     * @return the chain
     * @throws IllegalArgumentException unless {@code isolated < loss < density}, or if there is no such chain
     */
    public static FourStateLoss ofOutcomes(
            Probability loss, double burst, Probability density, Probability isolated, double goodRun) {
        double rate = loss.value();
        double rho = density.value();
        double alone = isolated.value();
        if (!(alone < rate && rate < rho)) {
            throw new IllegalArgumentException(
                    "loss must be above isolated and below density, here " + isolated + " to " + density + ": " + loss);
        }
        Numbers.within("burst", burst, 1, BurstLoss.MOST_LENGTH);
        Numbers.within("good-run", goodRun, 1, BurstLoss.MOST_LENGTH);
        return new FourStateLoss(
                share(
                        "burst is too short or loss too high: p13",
                        (rate - alone) / (burst * (1 - alone) * (rho - rate))),
                share("burst is too short for its density: p31", 1 / (rho * burst)),
                share("good-run is too short for the density: p32", (1 - rho) / (rho * goodRun)),
                Probability.of(1 / goodRun),
                share("isolated is too high: p14", alone / (1 - alone)));
    }

    private static Probability share(String name, double value) {
        if (!(value <= 1)) {
            throw new IllegalArgumentException(name + " would be above 100 %: " + Numbers.format(value * 100) + " %");
        }
        return Probability.of(value);
    }

    /**
     * How many packets meet a state in the long run.
     *
     * @param state 1 to 4
     * @return the share
     * @throws IllegalArgumentException if there is no such state
     */
    public Probability share(int state) {
        double third = p13.value() == 0 ? 0 : p13.value() / p31.value();
        double second = third == 0 || p32.value() == 0 ? 0 : third * p32.value() / p23.value();
        double all = 1 + p14.value() + third + second;
        return switch (state) {
            case 1 -> Probability.of(1 / all);
            case 2 -> Probability.of(second / all);
            case 3 -> Probability.of(third / all);
            case 4 -> Probability.of(p14.value() / all);
            default -> throw new IllegalArgumentException("state must be within 1..4: " + state);
        };
    }

    /**
     * How many packets are lost in the long run.
     *
     * @return the share
     */
    public Probability lossRate() {
        return Probability.of(Math.min(1, share(3).value() + share(4).value()));
    }

    @Override
    public String toString() {
        return Call.print("4-state", "p13=" + p13, "p31=" + p31, "p32=" + p32, "p23=" + p23, "p14=" + p14);
    }
}
