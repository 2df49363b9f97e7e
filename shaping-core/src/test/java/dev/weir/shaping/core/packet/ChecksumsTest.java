package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.LinkType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumsTest {
    /* The worked example of an IPv4 header checksum in the literature: UDP from 192.168.0.1 to 192.168.0.199. */
    private static final String IPV4_B861 = "4500 0073 0000 4000 4011 b861 c0a80001 c0a800c7";

    @Test
    void sums_the_bytes_of_rfc_1071() {
        assertThat(Checksums.sum(Decoded.bytes("0001 f203 f4f5 f6f7"), 0, 8)).isEqualTo(0xDDF2);
    }

    @ParameterizedTest
    @CsvSource({
        "'',             0x0000",
        "00,             0x0000",
        "01,             0x0100",
        "0001f2,         0xF201",
        "ffff,           0xFFFF",
        "ffffffff,       0xFFFF",
        "ffffffff0001,   0x0001",
        "ffff8000800001, 0x0101",
    })
    void sums_any_number_of_bytes(String hex, int sum) {
        byte[] bytes = Decoded.bytes("a5" + hex + "a5");

        assertThat(Checksums.sum(bytes, 1, bytes.length - 2)).isEqualTo(sum);
    }

    @Test
    void sums_without_overflow_when_everything_is_set() {
        byte[] bytes = Decoded.bytes("ff".repeat(100_000));

        assertThat(Checksums.sum(bytes, 0, bytes.length)).isEqualTo(0xFFFF);
    }

    @Test
    void sums_as_words_of_sixteen_bits_do() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            int from = random.nextInt(bytes.length + 1);
            int length = random.nextInt(bytes.length - from + 1);

            assertThat(Checksums.sum(bytes, from, length)).isEqualTo(wordSum(bytes, from, length));
        }
    }

    private static int wordSum(byte[] bytes, int from, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (bytes[from + i] & 0xFF) << (i % 2 == 0 ? 8 : 0);
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return sum;
    }

    @Test
    void updates_as_rfc_1624_says() {
        assertThat(Checksums.update(0xDD2F, 0x5555, 0x3285)).isZero();
    }

    @Test
    void updates_to_the_same_checksum_as_a_full_computation() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            bytes[0] = 0x45;
            int checksum = ~Checksums.sum(bytes, 0, 20) & 0xFFFF;
            int at = 2 * random.nextInt(1, 10);
            int oldWord = BigEndian.u16(bytes, at);
            int newWord = random.nextInt(0x10000);
            BigEndian.putU16(bytes, at, newWord);

            assertThat(Checksums.update(checksum, oldWord, newWord)).isEqualTo(~Checksums.sum(bytes, 0, 20) & 0xFFFF);
        }
    }

    @Test
    void rejects_a_range_outside_the_array() {
        assertThatThrownBy(() -> Checksums.sum(new byte[8], 4, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void verifies_and_writes_an_ipv4_header() {
        byte[] packet = Decoded.bytes("a5a5" + IPV4_B861);
        PacketHeaders headers = new PacketHeaders();
        HeaderDecoder.decode(packet, 2, 20, LinkType.RAW_IP, headers);
        assertThat(Checksums.verifyIpv4Header(packet, 2, headers)).isTrue();

        packet[2 + 10] ^= 1;
        assertThat(Checksums.verifyIpv4Header(packet, 2, headers)).isFalse();

        assertThat(Checksums.writeIpv4Header(packet, 2, headers)).isTrue();
        assertThat(packet).isEqualTo(Decoded.bytes("a5a5" + IPV4_B861));
    }

    @Test
    void covers_the_options_of_an_ipv4_header() {
        byte[] packet = Decoded.bytes("46000018 00000000 01020000 0a000002 e0000016 94040000");
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, packet);

        Checksums.writeIpv4Header(packet, 0, headers);

        assertThat(BigEndian.u16(packet, 10)).isEqualTo(~wordSum(headerWithoutChecksum(packet), 0, 24) & 0xFFFF);
    }

    private static byte[] headerWithoutChecksum(byte[] packet) {
        byte[] header = packet.clone();
        header[10] = 0;
        header[11] = 0;
        return header;
    }

    @Test
    void leaves_what_is_not_ipv4_alone() {
        byte[] packet = Decoded.bytes("60000000 0000 3b 40" + "fd".repeat(32));
        byte[] before = packet.clone();
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, packet);

        assertThat(Checksums.writeIpv4Header(packet, 0, headers)).isFalse();
        assertThat(Checksums.verifyIpv4Header(packet, 0, headers)).isFalse();
        assertThat(packet).isEqualTo(before);
    }
}
