package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;

/**
 * The Gilbert-Elliott chain: two states, each with a loss of its own. Each packet but the first moves the chain and then meets the loss of
 * the state that it moved to; the first meets a state drawn from the stationary law. The share lost is {@code b bad + (1 - b) good} with
 * {@code b = p / (p + r)}; a stay in the bad state takes {@code 1 / r} packets on average. Immutable and thread-safe.
 *
 * @param p the probability of going from good to bad, per packet
 * @param r the probability of going from bad to good, per packet
 * @param bad the loss in the bad state
 * @param good the loss in the good state
 */
public record GilbertLoss(Probability p, Probability r, Probability bad, Probability good) implements Loss {
    /**
     * Checks that the chain moves.
     *
     * @param p the probability of going from good to bad
     * @param r the probability of going from bad to good
     * @param bad the loss in the bad state
     * @param good the loss in the good state
     * @throws IllegalArgumentException if {@code p} and {@code r} are both 0
     */
    public GilbertLoss {
        if (p.value() == 0 && r.value() == 0) {
            throw new IllegalArgumentException("p or r must be above 0: both are 0 %");
        }
    }

    /**
     * How often the chain is in the bad state.
     *
     * @return the share of packets that meet it
     */
    public Probability inBad() {
        return Probability.of(p.value() / (p.value() + r.value()));
    }

    /**
     * How many packets are lost in the long run.
     *
     * @return the share
     */
    public Probability lossRate() {
        double b = inBad().value();
        return Probability.of(Math.min(1, b * bad.value() + (1 - b) * good.value()));
    }

    @Override
    public String toString() {
        return bad.equals(Probability.ONE) && good.equals(Probability.ZERO)
                ? Call.print("gilbert", "p=" + p, "r=" + r)
                : Call.print("gilbert-elliott", "p=" + p, "r=" + r, "bad=" + bad, "good=" + good);
    }
}
