package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DscpTest {
    @Test
    void takes_every_code_point() {
        for (int codePoint = 0; codePoint < 64; codePoint++) {
            assertThat(Dscp.of(codePoint).codePoint()).isEqualTo(codePoint);
        }
        assertThat(Dscp.DEFAULT.codePoint()).isZero();
        assertThat(Dscp.EF.codePoint()).isEqualTo(46);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 64, 255, Integer.MAX_VALUE})
    void refuses_a_code_point_out_of_range(int codePoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dscp.of(codePoint))
                .withMessage("dscp must be within 0..63: " + codePoint);
    }

    @Test
    void places_precedence_and_the_bits_of_the_older_layout() {
        assertThat(Dscp.ofTos(5, false, true, true)).isEqualTo(Dscp.of(43));
        assertThat(Dscp.ofTos(0, true, false, false)).isEqualTo(Dscp.of(4));
        assertThat(Dscp.ofTos(0, false, true, false)).isEqualTo(Dscp.of(2));
        assertThat(Dscp.ofTos(0, false, false, true)).isEqualTo(Dscp.of(1));
        assertThat(Dscp.ofTos(7, true, true, true)).isEqualTo(Dscp.of(63));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8, Integer.MAX_VALUE})
    void refuses_a_precedence_out_of_range(int precedence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dscp.ofTos(precedence, false, false, false))
                .withMessage("precedence must be within 0..7: " + precedence);
    }
}
