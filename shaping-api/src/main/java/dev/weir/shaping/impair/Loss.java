package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.time.Duration;

/**
 * Decides which packets are lost. Immutable and thread-safe; {@code toString} is the text form and is read back by {@link #parse}.
 *
 * <p>Draws are a function of the seed, the rule, the flow and the packet's number in its flow, so a packet's fate does not depend
 * on other flows, unless the model is {@link #shared()}. A model with memory starts from its stationary law.
 */
public sealed interface Loss extends LossModifiers
        permits Loss.Random,
                CorrelatedLoss,
                BurstLoss,
                GilbertLoss,
                FourStateLoss,
                BitErrorLoss,
                OutageLoss,
                ScriptedLoss,
                ModifiedLoss {
    /** Loses nothing. */
    Loss NONE = new Random(Probability.ZERO);

    /**
     * Loses each packet independently with one probability (Bernoulli trials).
     *
     * @param probability 0 loses nothing, 1 everything
     * @return the model
     */
    static Loss random(Probability probability) {
        return new Random(probability);
    }

    /**
     * Loses a share of the packets in bursts: the simple Gilbert chain that has this loss rate and this mean burst.
     *
     * @param probability the share of packets that is lost
     * @param meanLength the mean number of packets lost in a row, 1 to 1,000,000
     * @return the model
     * @throws IllegalArgumentException if there is no such chain: the share must be at most {@code L / (1 + L)}
     */
    static Loss bursts(Probability probability, double meanLength) {
        return new BurstLoss(probability, meanLength);
    }

    /**
     * Loses a share of the packets, where losses of neighbours have a correlation: exactly this share, and a correlation of
     * {@code correlation^k} between packets {@code k} apart.
     *
     * @param probability the share of packets that is lost
     * @param correlation 0 for independent losses, to below 1
     * @return the model
     * @throws IllegalArgumentException if the correlation is out of range
     */
    static Loss correlated(Probability probability, double correlation) {
        return new CorrelatedLoss(probability, correlation);
    }

    /**
     * A chain of two states, good and bad: nothing is lost in the good one and everything in the bad one.
     *
     * @param p the probability of going bad, per packet
     * @param r the probability of going good again, per packet; 1 / r is the mean burst
     * @return the model
     * @throws IllegalArgumentException if both are 0
     */
    static Loss gilbert(Probability p, Probability r) {
        return new GilbertLoss(p, r, Probability.ONE, Probability.ZERO);
    }

    /**
     * A chain of two states, each with a loss of its own.
     *
     * @param p the probability of going bad, per packet
     * @param r the probability of going good again, per packet
     * @param bad the loss in the bad state
     * @param good the loss in the good state
     * @return the model
     * @throws IllegalArgumentException if {@code p} and {@code r} are both 0
     */
    static Loss gilbertElliott(Probability p, Probability r, Probability bad, Probability good) {
        return new GilbertLoss(p, r, bad, good);
    }

    /**
     * Loses a packet if any of its bits is wrong, where bits go wrong independently: a packet of n bytes is lost with the probability
     * {@code 1 - (1 - perBit)^(8n)}.
     *
     * @param perBit the bit error rate
     * @return the model
     */
    static Loss bitErrors(Probability perBit) {
        return new BitErrorLoss(perBit);
    }

    /**
     * Loses everything now and then. Both times are drawn from an exponential distribution, independently of traffic.
     *
     * @param up the mean time between outages, above 0, at most one day
     * @param down the mean length of an outage, above 0, at most one day
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Loss outages(Duration up, Duration down) {
        return new OutageLoss(up, down, false);
    }

    /**
     * Loses everything in a fixed rhythm: all is well for a time from the start of the run, then there is an outage, and so on.
     *
     * @param up how long all is well, above 0, at most one day
     * @param down how long an outage takes, above 0, at most one day
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Loss fixedOutages(Duration up, Duration down) {
        return new OutageLoss(up, down, true);
    }

    /**
     * Loses exactly the packets with some numbers, counted from 1 as they meet the model: {@code "3, 7-9, 100-"}. Counted per flow in a
     * rule unless {@link #shared()}; put it into a rule that matches what is to be counted.
     *
     * @param numbers numbers and ranges, at most 1,000
     * @return the model
     * @throws IllegalArgumentException naming what cannot be read
     */
    static Loss packets(String numbers) {
        return ScriptedLoss.parse(numbers);
    }

    /**
     * Reads the text form: a model, {@code 1 %}, {@code 2 % in bursts of 4}, {@code correlated(1 %, 25 %)}, {@code gilbert(p=1 %, r=30 %)},
     * {@code gilbert-elliott(p=1 %, r=30 %, bad=100 %, good=0 %)}, {@code 4-state(p13=1 %, p31=50 %, p32=0 %, p23=100 %, p14=0 %)},
     * {@code 4-state(loss=3 %, burst=5, density=80 %, isolated=0.5 %, good-run=2)}, {@code bit-errors(0.0001 %)},
     * {@code outages(up=10 s, down=500 ms)}, {@code fixed-outages(up=10 s, down=500 ms)} or {@code packets(3, 7-9)}; then, in any order,
     * {@code at most 3 in a row}, {@code after the link}, {@code shared} or {@code per flow}.
     *
     * @param text the text
     * @return the model
     * @throws IllegalArgumentException naming the value and what was expected
     */
    static Loss parse(String text) {
        return LossText.parse(text);
    }

    /**
     * Independent losses.
     *
     * @param probability of losing a packet
     */
    record Random(Probability probability) implements Loss {
        @Override
        public String toString() {
            return probability.toString();
        }
    }
}
