package dev.weir.shaping.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Names from 0; what is odd did something. */
class RosterTest {
    private final Roster<Integer, String> roster = new Roster<>(state -> Integer.parseInt(state.substring(1)) % 2 == 1);

    private List<String> list(int... names) {
        roster.begin();
        for (int name : names) {
            roster.list(name, "s" + name);
        }
        return roster.former();
    }

    @Test
    void keeps_what_did_something_in_the_order_in_which_it_went() {
        assertThat(list(1, 2, 3, 4)).isEmpty();
        assertThat(list(1, 4)).containsExactly("s3");
        assertThat(roster.find(2)).isNull();
        assertThat(roster.find(3)).isEqualTo("s3");
        assertThat(list(5)).containsExactly("s3", "s1");
        assertThat(list(3)).containsExactly("s1", "s5");
        assertThat(roster.forgotten()).isZero();
    }

    @Test
    void forgets_what_went_first_beyond_the_bound() {
        for (int i = 0; i < Roster.MOST_FORMER + 3; i++) {
            list(2 * i + 1);
        }
        List<String> former = list(0);
        assertThat(former).hasSize(Roster.MOST_FORMER).startsWith("s7");
        assertThat(roster.find(5)).isNull();
        assertThat(roster.forgotten()).isEqualTo(3);
    }
}
