package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.Probability;
import dev.weir.shaping.impair.FourStateLoss;
import dev.weir.shaping.impair.GilbertLoss;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of losses, within five deviations of what the law itself allows. */
class LossLawTest {
    private static final int PACKETS = 200_000;
    private static final double Z = 5;

    /** The deviation of the share lost among the packets of a stationary chain. */
    private static double deviation(double[][] moves, double[] stationary, double[] loss) {
        int states = loss.length;
        double rate = 0;
        for (int i = 0; i < states; i++) {
            rate += stationary[i] * loss[i];
        }
        double[] weights = new double[states];
        for (int i = 0; i < states; i++) {
            weights[i] = stationary[i] * loss[i];
        }
        double variance = rate * (1 - rate);
        for (int lag = 1; lag < 5_000; lag++) {
            double[] moved = new double[states];
            double both = 0;
            for (int to = 0; to < states; to++) {
                for (int from = 0; from < states; from++) {
                    moved[to] += weights[from] * moves[from][to];
                }
                both += moved[to] * loss[to];
            }
            weights = moved;
            variance += 2 * (both - rate * rate);
        }
        return Math.sqrt(variance / PACKETS);
    }

    private static double deviation(GilbertLoss chain) {
        double p = chain.p().value();
        double r = chain.r().value();
        double bad = chain.inBad().value();
        return deviation(new double[][] {{1 - p, p}, {r, 1 - r}}, new double[] {1 - bad, bad}, new double[] {
            chain.good().value(), chain.bad().value()
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 0.30, 1, 0, 0.03226",
        "0.02, 0.25, 0.7, 0.001, 0.05278",
        "0.05, 0.9, 1, 0, 0.05263",
        "0.001, 0.1, 0.5, 0.0001, 0.00505",
        "0.5, 0.5, 1, 0, 0.5"
    })
    void of_gilbert_and_elliott(double p, double r, double bad, double good, double rate) {
        GilbertLoss chain =
                new GilbertLoss(Probability.of(p), Probability.of(r), Probability.of(bad), Probability.of(good));
        assertThat(chain.lossRate().value()).isCloseTo(rate, within(0.00001));
        boolean[] lost = LossRun.lost(chain.toString(), PACKETS);
        assertThat((double) LossRun.count(lost) / PACKETS)
                .isCloseTo(chain.lossRate().value(), within(Z * deviation(chain)));
    }

    @ParameterizedTest
    @CsvSource({"0.05, 3", "0.01, 8", "0.2, 3", "0.02, 4", "0.3, 1", "0.5, 2.5"})
    void of_bursts_by_share_and_mean_length(double share, double length) {
        Loss loss = Loss.bursts(Probability.of(share), length);
        boolean[] lost = LossRun.lost(loss.toString(), PACKETS);
        double r = 1 / length;
        double p = share / (length * (1 - share));
        double lambda = 1 - p - r;
        double tolerance = Z * Math.sqrt(share * (1 - share) / PACKETS * (1 + lambda) / (1 - lambda));
        assertThat((double) LossRun.count(lost) / PACKETS).isCloseTo(share, within(tolerance));
        int bursts = LossRun.bursts(lost);
        assertThat((double) LossRun.count(lost) / bursts)
                .isCloseTo(length, within(Z * Math.sqrt(1 - r) / r / Math.sqrt(bursts) + 1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.25", "0.25, 0.5", "0.4, 0.8", "0.003, 0.25", "0.6, 0"})
    void of_correlated_losses_with_the_exact_share(double share, double correlation) {
        boolean[] lost =
                LossRun.lost(Loss.correlated(Probability.of(share), correlation).toString(), PACKETS);
        double inflation = (1 + correlation) / (1 - correlation);
        assertThat((double) LossRun.count(lost) / PACKETS)
                .isCloseTo(share, within(Z * Math.sqrt(share * (1 - share) * inflation / PACKETS)));
        int[] met = new int[2];
        int[] lostNext = new int[2];
        for (int i = 1; i < PACKETS; i++) {
            int before = lost[i - 1] ? 1 : 0;
            met[before]++;
            lostNext[before] += lost[i] ? 1 : 0;
        }
        close(lostNext[0], met[0], share * (1 - correlation));
        close(lostNext[1], met[1], share + correlation * (1 - share));
    }

    private static void close(int hits, int of, double probability) {
        assertThat((double) hits / of)
                .isCloseTo(probability, within(Z * Math.sqrt(probability * (1 - probability) / of)));
    }

    @ParameterizedTest
    @CsvSource({
        ".01, .99, 0, 1, 0, .01000, 1.01",
        ".005, .2, .15, .3, .01, .03341, 1.87",
        ".02, .5, 0, 1, 0, .03846, 2.00",
        ".01, .1, .3, .4, .002, .08666, 2.43"
    })
    void of_four_states(double p13, double p31, double p32, double p23, double p14, double rate, double burst) {
        FourStateLoss chain = new FourStateLoss(
                Probability.of(p13),
                Probability.of(p31),
                Probability.of(p32),
                Probability.of(p23),
                Probability.of(p14));
        assertThat(chain.lossRate().value()).isCloseTo(rate, within(0.00001));
        double[][] moves = {
            {1 - p13 - p14, 0, p13, p14},
            {0, 1 - p23, p23, 0},
            {p31, p32, 1 - p31 - p32, 0},
            {1, 0, 0, 0}
        };
        double[] stationary = new double[4];
        for (int i = 0; i < 4; i++) {
            stationary[i] = chain.share(i + 1).value();
        }
        boolean[] lost = LossRun.lost(chain.toString(), PACKETS);
        assertThat((double) LossRun.count(lost) / PACKETS)
                .isCloseTo(
                        chain.lossRate().value(), within(Z * deviation(moves, stationary, new double[] {0, 0, 1, 1})));
        assertThat((double) LossRun.count(lost) / LossRun.bursts(lost)).isCloseTo(burst, within(0.1));
    }

    @Test
    void of_four_states_by_their_outcomes() {
        String text = "4-state(loss=3 %, burst=5, density=80 %, isolated=0.5 %, good-run=2)";
        FourStateLoss chain = (FourStateLoss) Loss.parse(text);
        assertThat(chain.lossRate().value()).isCloseTo(0.03, within(1e-12));
        boolean[] lost = LossRun.lost(text, PACKETS);
        assertThat((double) LossRun.count(lost) / PACKETS).isCloseTo(0.03, within(0.004));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void of_bounded_bursts(int most) {
        double p = 0.4;
        boolean[] lost = LossRun.lost("40 % at most " + most + " in a row", PACKETS);
        assertThat(LossRun.longest(lost)).isEqualTo(most);
        double share = p * (1 - Math.pow(p, most)) / (1 - Math.pow(p, most + 1));
        assertThat((double) LossRun.count(lost) / PACKETS)
                .isCloseTo(share, within(Z * Math.sqrt(share * (1 - share) / PACKETS)));
        assertThat(LossRun.longest(LossRun.lost("gilbert(p=10 %, r=1 %) at most 7 in a row", 10_000)))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30 % in bursts of 10",
                "correlated(30 %, 90 %)",
                "gilbert-elliott(p=1 %, r=2 %, bad=85 %, good=2.5 %)"
            })
    void of_the_first_packet_of_each_flow(String loss) {
        int flows = 20_000;
        boolean[] lost = LossRun.lost(LossRun.ruled(Impairment.parse("loss=" + loss)), flows, flows, 1_000);
        close(LossRun.count(lost), flows, 0.3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 % in bursts of 4",
                "correlated(0 %, 90 %)",
                "gilbert(p=0 %, r=1 %)",
                "bit-errors(0 %)",
                "4-state(p13=0 %, p31=1 %)",
                "gilbert-elliott(p=50 %, r=50 %, bad=0 %, good=0 %)"
            })
    void of_none(String loss) {
        assertThat(LossRun.count(LossRun.lost(loss, 5_000))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correlated(100 %, 90 %)",
                "gilbert(p=1 %, r=0 %)",
                "bit-errors(100 %)",
                "packets(1-)",
                "gilbert-elliott(p=50 %, r=50 %, bad=100 %, good=100 %)"
            })
    void of_all(String loss) {
        assertThat(LossRun.count(LossRun.lost(loss, 5_000))).isEqualTo(5_000);
    }
}
