package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class TransportChecksumTest {
    private static final String UDP_IPV4 = "45000020 aa8d4000 4011c436 0a000002 c0000207 c1e81451 000ced24 39383736";
    private static final String TCP_IPV4 =
            "45000028 00004000 3f066fc7 c0000207 0a000002 0051e9a6 00000000 6f4f954b 50140000 f5340000";
    private static final String UDP_IPV6 = "600e9571 00431140 fd000010000000000000000000000002"
            + "20010db8000000000000000000000007 96150035 0043b1b9 ce5c0120 00010000 00000001 0566696c 6573"
            + "076578616d706c650474657374 00001c000100002904d000000000000c000a000805afb8e8d4b89349";

    /* As programs and the kernel of Linux sent them; some of an odd length. */
    static final String[] VALID = {
        UDP_IPV4,
        TCP_IPV4,
        UDP_IPV6,
        "4500004d 25344000 3f114a63 c0000207 0a000002 0035ac61 0039ef6c 92ad8183 00010000 00000001"
                + "076d697373696e67076578616d706c650474657374000001000100002904d0000000000000",
        "45000035 5af44000 3f0614c6 c0000207 0a000002 1451891e ea6313ad 247190ea 80180040 b0240000"
                + "0101080a a83ee635 ae1d63d8 09",
        "6007869a 00200640 fd000010000000000000000000000002 20010db8000000000000000000000007 ebb00050"
                + "8213ce62 03c4884d 80100040 89e30000 0101080a cf50e540 32b511f8",
        "45000054 58d44000 400115cc 0a000002 c0000207 08003dd2 18070001 a4af036b 00000000 2e380d00"
                + "00000000 101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f3031323334353637",
        "60000000 00103aff fe80000000000000000000fffe000002 ff020000000000000000000000000002 85007b2a"
                + "00000000 0101020000000002",
    };

    @ParameterizedTest
    @FieldSource("VALID")
    void accepts_what_linux_sent(String hex) {
        assertThat(verify(Decoded.bytes(hex))).isTrue();
    }

    @ParameterizedTest
    @FieldSource("VALID")
    void rejects_any_flipped_bit_behind_the_ip_header(String hex) {
        byte[] packet = Decoded.bytes(hex);
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, packet);
        for (int bit = 8 * headers.transportOffset; bit < 8 * packet.length; bit++) {
            packet[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(Checksums.verifyTransport(packet, 0, packet.length, headers))
                    .as("bit %d", bit)
                    .isFalse();
            packet[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @ParameterizedTest
    @FieldSource("VALID")
    void writes_what_linux_sent(String hex) {
        byte[] sent = Decoded.bytes(hex);
        byte[] packet = sent.clone();
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, packet);
        int field = headers.transportOffset + TransportChecksum.field(headers.ipProto);
        BigEndian.putU16(packet, field, 0x1234);

        assertThat(Checksums.writeTransport(packet, 0, packet.length, headers)).isTrue();
        assertThat(packet).isEqualTo(sent);
    }

    @ParameterizedTest
    @FieldSource("VALID")
    void leaves_link_padding_out(String hex) {
        byte[] packet = Decoded.bytes(hex + "a5a5a5");

        assertThat(verify(packet)).isTrue();
    }

    @ParameterizedTest
    @FieldSource("VALID")
    void knows_nothing_of_a_truncated_packet(String hex) {
        byte[] packet = Decoded.bytes(hex);
        for (int length = 0; length < packet.length; length++) {
            assertUnchanged(Arrays.copyOf(packet, length));
        }
    }

    /* Each is one of the valid packets with one field changed: what is replaced, by what. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "first fragment,       45000020 aa8d4000, 45000020 aa8d2000",
        "later fragment,       45000020 aa8d4000, 45000020 aa8d00b9",
        "segmentation offload, 45000020 aa8d4000, 45000000 aa8d4000",
        "udp-lite,             4011c436,          4088c436",
        "sctp,                 4011c436,          4084c436",
        "icmpv6 over ipv4,     4011c436,          403ac436",
        "tcp below 20 bytes,   4011c436,          4006c436",
        "udp length too long,  000ced24,          000ded24",
        "udp length below 8,   000ced24,          0007ed24",
    })
    void knows_nothing_of(String name, String replaced, String replacement) {
        String changed = UDP_IPV4.replace(replaced, replacement);
        assertThat(changed).isNotEqualTo(UDP_IPV4);

        assertUnchanged(Decoded.bytes(changed));
    }

    @Test
    void knows_nothing_of_icmp_over_ipv6() {
        assertUnchanged(Decoded.bytes(UDP_IPV6.replace("00431140", "00430140")));
    }

    @Test
    void covers_no_more_than_the_udp_length() {
        byte[] packet = Decoded.bytes(UDP_IPV4.replace("45000020", "45000022") + "a5a5");

        assertThat(verify(packet)).isTrue();
    }

    @Test
    void takes_a_missing_udp_checksum_as_valid_over_ipv4_alone() {
        assertThat(verify(Decoded.bytes(UDP_IPV4.replace("000ced24", "000c0000"))))
                .isTrue();
        assertThat(verify(Decoded.bytes(UDP_IPV6.replace("0043b1b9", "00430000"))))
                .isFalse();
    }

    /* A payload word that is the checksum of the rest makes the checksum of the whole 0. */
    @Test
    void writes_a_checksum_of_zero_as_all_ones_for_udp_alone() {
        byte[] udp = Decoded.bytes(UDP_IPV4.replace("39383736", "39380000"));
        BigEndian.putU16(udp, 30, written(udp, 26));
        assertThat(written(udp, 26)).isEqualTo(0xFFFF);
        assertThat(verify(udp)).isTrue();

        byte[] tcp = Decoded.bytes(TCP_IPV4);
        BigEndian.putU16(tcp, 38, written(tcp, 36));
        assertThat(written(tcp, 36)).isZero();
        assertThat(verify(tcp)).isTrue();
    }

    @Test
    void takes_the_destination_as_final_only_without_segments_left() {
        String header = "600e9571 004b2b40" + UDP_IPV6.substring(17, UDP_IPV6.indexOf("96150035"));
        String udp = UDP_IPV6.substring(UDP_IPV6.indexOf("96150035"));

        assertThat(verify(Decoded.bytes(header + "1100040000000000" + udp))).isTrue();
        assertUnchanged(Decoded.bytes(header + "1100040100000000" + udp));
    }

    private static int written(byte[] packet, int field) {
        assertThat(Checksums.writeTransport(packet, 0, packet.length, Decoded.decode(LinkType.RAW_IP, packet)))
                .isTrue();
        return BigEndian.u16(packet, field);
    }

    private static boolean verify(byte[] packet) {
        return Checksums.verifyTransport(packet, 0, packet.length, Decoded.decode(LinkType.RAW_IP, packet));
    }

    private static void assertUnchanged(byte[] packet) {
        byte[] before = packet.clone();
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, packet);

        assertThat(Checksums.verifyTransport(packet, 0, packet.length, headers)).isFalse();
        assertThat(Checksums.writeTransport(packet, 0, packet.length, headers)).isFalse();
        assertThat(packet).isEqualTo(before);
    }
}
