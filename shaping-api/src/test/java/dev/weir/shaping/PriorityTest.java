package dev.weir.shaping;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Priorities.perDirection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.impair.Impairment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriorityTest {
    @Test
    void rewrites_dscp_in_both_directions_and_keeps_the_rest() {
        Priority marked = perDirection(high(), limit(1_000)).dscp(Dscp.EF);

        for (Direction direction : Direction.values()) {
            Treatment treatment = marked.treatment(direction);
            assertThat(treatment.dscp()).isEqualTo(Dscp.EF);
            assertThat(treatment.shape())
                    .isEqualTo(perDirection(high(), limit(1_000)).treatment(direction));
        }
        assertThat(pass().dscp(Dscp.EF).treatment(Direction.INCOMING).passes()).isTrue();
    }

    @Test
    void takes_the_last_of_two_modifiers_of_a_kind() {
        assertThat(high().dscp(Dscp.EF).dscp(Dscp.DEFAULT)).isEqualTo(high().dscp(Dscp.DEFAULT));
        assertThat(high().keyed("a").keyed("b")).isEqualTo(high().keyed("b"));
    }

    @Test
    void joins_the_directions_of_a_limit_or_a_line() {
        Priority limited = limit(1_000).combined();
        Priority line = custom(Impairment.parse("rate=1 Mbit/s")).combined();

        for (Direction direction : Direction.values()) {
            assertThat(limited.treatment(direction).combined()).isTrue();
            assertThat(line.treatment(direction).combined()).isTrue();
        }
        assertThat(limited).isNotEqualTo(limit(1_000));
        assertThat(limited.combined()).isEqualTo(limited);
    }

    @Test
    void refuses_to_join_where_there_is_nothing_to_share() {
        for (Priority priority : List.of(high(), pass(), delay(40), custom(Impairment.NONE))) {
            assertThatIllegalStateException()
                    .isThrownBy(priority::combined)
                    .withMessage("combined needs a limit or a rate: " + priority);
        }
    }

    @Test
    void refuses_to_join_directions_that_differ() {
        Priority mixed = perDirection(limit(1_000), limit(2_000));

        assertThatIllegalStateException()
                .isThrownBy(mixed::combined)
                .withMessage("combined needs equal directions: " + mixed);
    }

    @Test
    void separates_by_key() {
        Priority keyed = limit(1_000).keyed("a");

        assertThat(keyed.treatment(Direction.INCOMING).key()).isEqualTo("a");
        assertThat(keyed.treatment(Direction.OUTGOING).key()).isEqualTo("a");
        assertThat(keyed).isEqualTo(limit(1_000).keyed("a"));
        assertThat(keyed).isNotEqualTo(limit(1_000).keyed("b")).isNotEqualTo(limit(1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u2003"})
    void refuses_a_blank_key(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit(1_000).keyed(key))
                .withMessage("key must not be blank: \"%s\"", key);
    }

    @Test
    void counts_what_it_passes_on_when_asked() {
        Priority counted = pass().counted();

        assertThat(counted.treatment(Direction.INCOMING).counted()).isTrue();
        assertThat(counted.treatment(Direction.OUTGOING).counted()).isTrue();
        assertThat(counted.treatment(Direction.INCOMING).passes()).isTrue();
        assertThat(counted).isNotEqualTo(pass());
    }

    @Test
    void leaves_the_original_alone_when_modified() {
        Priority limited = limit(1_000);
        limited.dscp(Dscp.EF).combined().keyed("a").counted();

        assertThat(limited).hasToString("limited(limit=8 kbit/s)");
    }

    @Test
    void is_equal_by_value() {
        Priority one = perDirection(limit(Rate.bytesPerSecond(7)), low());
        Priority same = perDirection(limit(Rate.bytesPerSecond(7)), low());
        Priority swapped = perDirection(low(), limit(Rate.bytesPerSecond(7)));

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotSameAs(same);
        assertThat(one).isNotEqualTo(swapped).isNotEqualTo(low()).isNotEqualTo("low");
    }

    @Test
    void prints_its_directions_apart_only_if_they_differ() {
        assertThat(high()).hasToString("high");
        assertThat(perDirection(high(), limit(1_000))).hasToString("incoming high, outgoing limited(limit=8 kbit/s)");
        assertThat(limit(1_000).dscp(Dscp.EF).keyed("a").combined().counted())
                .hasToString("limited(limit=8 kbit/s) dscp=46 key=a combined counted");
    }
}
