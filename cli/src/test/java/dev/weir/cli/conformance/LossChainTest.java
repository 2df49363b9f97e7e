package dev.weir.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The bounds of chains of two states against their known formulas. */
class LossChainTest {
    private static final int PACKETS = 100_000;
    private static final Offset<Double> SMALL = within(1e-9);

    @Test
    void the_error_of_the_share_grows_with_the_memory_of_the_chain() {
        double p = 0.02;
        double r = 0.25;
        double share = p / (p + r);
        double lambda = 1 - p - r;
        LossChain chain = LossChains.twoStates(p, r);
        assertThat(chain.rate()).isCloseTo(share, SMALL);
        assertThat(chain.rateError(PACKETS))
                .isCloseTo(Math.sqrt(share * (1 - share) / PACKETS * (1 + lambda) / (1 - lambda)), SMALL);
        assertThat(chain.correlation()).isCloseTo(lambda, SMALL);
        assertThat(chain.burst()).isCloseTo(1 / r, SMALL);
    }

    @Test
    void bursts_are_geometric() {
        LossChain chain = LossChains.bursts(0.2, 3);
        double r = 1 / 3.0;
        double bursts = PACKETS * 0.2 / 3;
        assertThat(chain.burstError(PACKETS)).isCloseTo(Math.sqrt(1 - r) / r / Math.sqrt(bursts), within(1e-9));
    }

    @Test
    void independent_losses_have_the_correlation_of_white_noise() {
        LossChain chain = LossChains.independent(0.3);
        assertThat(chain.correlation()).isCloseTo(0, SMALL);
        assertThat(chain.correlationError(PACKETS)).isCloseTo(1 / Math.sqrt(PACKETS), SMALL);
    }

    @Test
    void four_states_have_the_shares_of_the_report() {
        assertThat(LossChains.fourStates(.01, .1, .3, .4, .002).rate()).isCloseTo(0.08666, within(0.000005));
        assertThat(LossChains.fourStates(.01, .1, .3, .4, .002).burst()).isCloseTo(2.43, within(0.005));
        assertThat(LossChains.fourStatesByOutcome(0.03, 5, 0.8, 0.005, 2).rate())
                .isCloseTo(0.03, SMALL);
    }

    @Test
    void a_bound_takes_from_independent_losses_what_its_formula_says() {
        double cube = Math.pow(0.3, 3);
        assertThat(LossChains.atMost(0.3, 3).rate()).isCloseTo(0.3 * (1 - cube) / (1 - cube * 0.3), SMALL);
    }

    @Test
    void the_normal_distribution_is_exact() {
        assertThat(Normal.below(0)).isEqualTo(0.5);
        assertThat(Normal.below(1.959963984540054)).isCloseTo(0.975, within(1e-15));
        assertThat(Normal.below(-5)).isCloseTo(2.866515719235352e-7, within(1e-15));
        assertThat(Normal.below(-9)).isZero();
        assertThat(Normal.below(9)).isEqualTo(1);
    }
}
