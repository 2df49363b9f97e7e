package dev.weir.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.impair.Impairment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rate or an order that is not what is asked is found out. */
class WrongRateTest {
    private static boolean holds(Check check) {
        return check.run(1).stream().allMatch(Finding::holds);
    }

    @Test
    void by_a_nanosecond() {
        Impairment line = Impairment.parse("rate=8 Mbit/s");
        assertThat(holds(new TimesCheck("8 Mbit/s", line, 10, 1_000, i -> 1_000_000L * (i + 1))))
                .isTrue();
        assertThat(holds(new TimesCheck("8 Mbit/s", line, 10, 1_000, i -> 1_000_000L * (i + 1) + 1)))
                .isFalse();
        assertThat(holds(new TimesCheck("8 Mbit/s", line, 10, 1_001, i -> 1_000_000L * (i + 1))))
                .isFalse();
    }

    @Test
    void by_how_often_a_packet_overtakes() {
        assertThat(holds(new OvertakingCheck("uniform(40 ms, 5 ms)", 5_000_000, 7_000_000)))
                .isTrue();
        assertThat(holds(new OvertakingCheck("uniform(40 ms, 6 ms)", 5_000_000, 7_000_000)))
                .isFalse();
    }

    @Test
    void by_an_order_in_which_too_many_overtake() {
        assertThat(OrderCheck.mostOvertaken(new int[] {0, 1, 2})).isZero();
        assertThat(OrderCheck.mostOvertaken(new int[] {1, 2, 0, 3})).isEqualTo(2);
        assertThat(OrderCheck.mostOvertaken(new int[] {3, 2, 1, 0})).isEqualTo(3);
    }

    @Test
    @Tag("soak")
    void all_models_conform_with_twenty_seeds() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(Suite.ofAllModels().run(seed))
                    .filteredOn(finding -> !finding.holds())
                    .isEmpty();
        }
    }
}
