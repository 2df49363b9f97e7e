package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.VpnStatus.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VpnStatusTest {
    @ParameterizedTest
    @EnumSource
    void answers_its_own_state_alone(State state) {
        VpnStatus status = new VpnStatus(state, "office", "198.51.100.7", true);

        assertThat(status.connected()).isEqualTo(state == State.CONNECTED);
        assertThat(status.connecting()).isEqualTo(state == State.CONNECTING);
        assertThat(status.disconnecting()).isEqualTo(state == State.DISCONNECTING);
        assertThat(status.disconnected()).isEqualTo(state == State.DISCONNECTED);
        assertThat(status.error()).isEqualTo(state == State.ERROR);
    }

    @Test
    void is_down_and_empty_without_a_provider() {
        assertThat(VpnStatus.NONE).isEqualTo(new VpnStatus(State.DISCONNECTED, "", "0.0.0.0", false));
    }
}
