package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcnMarkerTest {
    private final PacketHeaders headers = new PacketHeaders();

    private void decode(byte[] bytes) {
        HeaderDecoder.decode(bytes, 3, bytes.length - 3, LinkType.RAW_IP, headers);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "2, true", "3, true"})
    void marks_capable_ipv4(int ecn, boolean marks) {
        byte[] bytes = new byte[31];
        bytes[3] = 0x45;
        bytes[4] = (byte) (0xB8 | ecn);
        bytes[6] = 28;
        bytes[12] = 17;
        decode(bytes);
        Checksums.writeIpv4Header(bytes, 3, headers);
        byte[] before = bytes.clone();
        assertThat(EcnMarker.mark(bytes, 3, headers)).isEqualTo(marks);
        assertThat(headers.tos).isEqualTo(marks ? 0xBB : 0xB8);
        decode(bytes);
        assertThat(headers.tos).isEqualTo(marks ? 0xBB : 0xB8);
        assertThat(Checksums.verifyIpv4Header(bytes, 3, headers)).isTrue();
        if (!marks || ecn == 3) {
            assertThat(bytes).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "2, true", "3, true"})
    void marks_capable_ipv6(int ecn, boolean marks) {
        byte[] bytes = new byte[43];
        bytes[3] = 0x6B;
        bytes[4] = (byte) (0x85 | ecn << 4);
        decode(bytes);
        assertThat(headers.ipVersion).isEqualTo(6);
        assertThat(EcnMarker.mark(bytes, 3, headers)).isEqualTo(marks);
        assertThat(bytes[3]).isEqualTo((byte) 0x6B);
        assertThat(bytes[4]).isEqualTo((byte) (marks ? 0xB5 : 0x85));
        decode(bytes);
        assertThat(headers.ecn()).isEqualTo(marks ? 3 : 0);
    }

    @ParameterizedTest
    @CsvSource({"0", "30", "60"})
    void leaves_others_alone(int first) {
        byte[] bytes = new byte[43];
        bytes[3] = (byte) first;
        decode(bytes);
        assertThat(EcnMarker.mark(bytes, 3, headers)).isFalse();
        assertThat(bytes[4]).isZero();
    }
}
