package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectionTest {
    @Test
    void has_two_opposites() {
        assertThat(Direction.values()).containsExactly(Direction.INCOMING, Direction.OUTGOING);
        assertThat(Direction.INCOMING.opposite()).isSameAs(Direction.OUTGOING);
        assertThat(Direction.OUTGOING.opposite()).isSameAs(Direction.INCOMING);
    }

    @Test
    void prints_a_lower_case_word() {
        assertThat(Direction.INCOMING).hasToString("incoming");
        assertThat(Direction.OUTGOING).hasToString("outgoing");
    }
}
