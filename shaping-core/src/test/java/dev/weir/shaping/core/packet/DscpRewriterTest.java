package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Dscp;
import dev.weir.shaping.LinkType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DscpRewriterTest {
    private static final String MACS = "020000000002 020000000001 ";
    private static final String IPV4 = "45020020 aa8d4000 4011c434 0a000002 c0000207 c1e81451 000ced24 39383736";
    private static final String IPV6 =
            "6eb12345 0000 3b 40 fd000000000000000000000000000002" + "20010db8000000000000000000000007";

    @Test
    void keeps_the_ecn_bits_and_the_checksum_valid_over_ipv4() {
        byte[] packet = Decoded.bytes(MACS + "0800" + IPV4);
        PacketHeaders headers = Decoded.decode(LinkType.ETHERNET, packet);
        assertThat(Checksums.verifyIpv4Header(packet, 0, headers)).isTrue();

        int dscp = Dscp.ofTos(5, false, true, true).codePoint();
        assertThat(DscpRewriter.rewrite(packet, 0, headers, dscp)).isTrue();

        String checksumLessAc = "%04x".formatted(0xC434 - 0xAC);
        assertThat(packet)
                .isEqualTo(Decoded.bytes(
                        MACS + "0800" + IPV4.replace("4502", "45ae").replace("c434", checksumLessAc)));
        assertThat(Checksums.verifyIpv4Header(packet, 0, headers)).isTrue();
        assertThat(headers.tos).isEqualTo(0xAE);
    }

    @Test
    void writes_the_traffic_class_of_ipv6() {
        byte[] packet = Decoded.bytes(MACS + "8100 0064 86dd" + IPV6);
        PacketHeaders headers = Decoded.decode(LinkType.ETHERNET, packet);

        assertThat(DscpRewriter.rewrite(packet, 0, headers, 43)).isTrue();

        assertThat(packet).isEqualTo(Decoded.bytes(MACS + "8100 0064 86dd" + IPV6.replace("6eb12345", "6af12345")));
        assertThat(headers.tos).isEqualTo(0xAF);
    }

    @Test
    void updates_to_what_a_full_computation_gives_for_every_tos_and_code_point() {
        byte[] packet = Decoded.bytes("a5" + IPV4);
        PacketHeaders headers = new PacketHeaders();
        for (int tos = 0; tos < 256; tos++) {
            for (int dscp = 0; dscp < 64; dscp++) {
                packet[2] = (byte) tos;
                HeaderDecoder.decode(packet, 1, packet.length - 1, LinkType.RAW_IP, headers);
                Checksums.writeIpv4Header(packet, 1, headers);

                DscpRewriter.rewrite(packet, 1, headers, dscp);
                byte[] rewritten = packet.clone();
                Checksums.writeIpv4Header(packet, 1, headers);

                assertThat(rewritten).isEqualTo(packet);
                assertThat(packet[2] & 0xFF).isEqualTo(dscp << 2 | tos & 3);
                assertThat(headers.tos).isEqualTo(dscp << 2 | tos & 3);
            }
        }
    }

    @Test
    void keeps_all_but_the_code_point_for_every_traffic_class() {
        byte[] packet = Decoded.bytes(IPV6);
        for (int trafficClass = 0; trafficClass < 256; trafficClass++) {
            for (int dscp = 0; dscp < 64; dscp++) {
                BigEndian.putU16(packet, 0, 0x6001 | trafficClass << 4);
                PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, packet);

                DscpRewriter.rewrite(packet, 0, headers, dscp);

                int expected = dscp << 2 | trafficClass & 3;
                assertThat(BigEndian.u16(packet, 0)).isEqualTo(0x6001 | expected << 4);
                assertThat(headers.tos).isEqualTo(expected);
            }
        }
        assertThat(packet).endsWith(Decoded.bytes(IPV6.substring(4)));
    }

    @Test
    void keeps_a_congestion_mark_that_was_set_after_decoding() {
        byte[] packet = Decoded.bytes(IPV4);
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, packet);
        packet[1] = 3;

        DscpRewriter.rewrite(packet, 0, headers, 46);

        assertThat(packet[1]).isEqualTo((byte) 0xBB);
    }

    @Test
    void leaves_a_wrong_checksum_wrong() {
        byte[] packet = Decoded.bytes(IPV4.replace("c434", "c435"));
        PacketHeaders headers = Decoded.decode(LinkType.RAW_IP, packet);

        DscpRewriter.rewrite(packet, 0, headers, 46);

        assertThat(Checksums.verifyIpv4Header(packet, 0, headers)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "arp,             0806 00010800 06040001 020000000001 0a000002 000000000000 0a000001",
        "ipv4 cut short,  0800 45020020 aa8d4000 4011c434 0a000002 c00002",
        "options cut,     0800 46020020 aa8d4000 4011c434 0a000002 c0000207 9404",
        "ipv6 cut short,  86dd 60000000 0000 3b 40 fd000000000000000000000000000002 20010db8",
        "no header,       0800",
    })
    void changes_nothing_without_a_whole_ip_header(String name, String hex) {
        byte[] packet = Decoded.bytes(MACS + hex);
        byte[] before = packet.clone();

        assertThat(DscpRewriter.rewrite(packet, 0, Decoded.decode(LinkType.ETHERNET, packet), 43))
                .isFalse();
        assertThat(packet).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 64})
    void rejects_a_code_point_out_of_range(int dscp) {
        assertThatThrownBy(() -> DscpRewriter.rewrite(Decoded.bytes(IPV4), 0, new PacketHeaders(), dscp))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dscp must be within 0..63: " + dscp);
    }
}
