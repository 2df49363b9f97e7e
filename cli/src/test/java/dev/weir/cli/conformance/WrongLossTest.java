package dev.weir.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A line that does not do what is asked is found out. */
class WrongLossTest {
    private static List<String> broken(Check check) {
        return check.run(1).stream()
                .filter(finding -> !finding.holds())
                .map(Finding::quantity)
                .toList();
    }

    private static LossCheck check(String run, LossChain asked) {
        return LossCheck.of(run, asked);
    }

    @Test
    void by_its_share() {
        assertThat(broken(check("5 %", LossChains.independent(0.05)))).isEmpty();
        assertThat(broken(check("6 %", LossChains.independent(0.05)))).contains("loss");
    }

    @Test
    void by_its_bursts_although_the_share_is_right() {
        assertThat(broken(check("20 % in bursts of 3", LossChains.bursts(0.2, 3))))
                .isEmpty();
        assertThat(broken(check("20 % in bursts of 4", LossChains.bursts(0.2, 3))))
                .containsExactly("mean burst", "lag-1 correlation");
    }

    @Test
    void by_its_correlation() {
        assertThat(broken(check("correlated(25 %, 55 %)", LossChains.correlated(0.25, 0.5))))
                .containsExactly("mean burst", "lag-1 correlation");
    }

    @Test
    void by_the_length_of_packets() {
        LossChain asked = LossChains.bitErrors(0.00001, 1_000);
        assertThat(broken(LossCheck.of("bit-errors(0.001 %)", asked, 1_000))).isEmpty();
        assertThat(broken(LossCheck.of("bit-errors(0.001 %)", asked, 1_200))).contains("loss");
    }

    @Test
    void by_the_times_of_outages() {
        LossChain asked = LossChains.outages(1, 0.5, 0.05);
        assertThat(broken(check("outages(up=1 s, down=600 ms)", asked).every(50_000_000)))
                .contains("loss");
    }

    @Test
    void by_a_single_packet() {
        assertThat(broken(ExactLossCheck.byNumber("packets(3)", number -> number == 3)))
                .isEmpty();
        assertThat(broken(ExactLossCheck.byNumber("packets(4)", number -> number == 3)))
                .containsExactly("packets lost");
        assertThat(broken(new LongestBurstCheck("30 % at most 4 in a row", 3))).containsExactly("longest burst");
    }
}
