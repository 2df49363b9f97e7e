package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketHeadersTest {
    private static final long[] UNKNOWN = {
        0, -1, -1, -1, -1, 0, -1, 0, -1, -1, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0, 0, 0, 0, -1, 0,
    };

    @Test
    void is_unknown_when_new() {
        assertThat(Decoded.fields(new PacketHeaders())).containsExactly(UNKNOWN);
        assertThat(new PacketHeaders().dscp()).isEqualTo(-1);
        assertThat(new PacketHeaders().ecn()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"0x00, 0, 0", "0xB9, 46, 1", "0xAE, 43, 2", "0xFF, 63, 3"})
    void splits_the_tos_byte(int tos, int dscp, int ecn) {
        PacketHeaders headers = new PacketHeaders();
        headers.tos = tos;

        assertThat(headers.dscp()).isEqualTo(dscp);
        assertThat(headers.ecn()).isEqualTo(ecn);
    }
}
