package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.core.packet.Checksums;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PacketsTest {
    private static final String A = "10.0.0.2";
    private static final String B = "192.0.2.7";
    private static final String A6 = "fd00::2";
    private static final String B6 = "2001:db8::7";

    private static final String MACS = "020000000002 020000000001 ";
    private static final String ADDRESSES = " 0a000002 c0000207 ";
    private static final String ADDRESSES6 = " fd000000000000000000000000000002 20010db8000000000000000000000007 ";

    /* Laid out as the RFCs say; an independent protocol analyser finds every length and checksum right. */
    @Test
    void builds_udp() {
        byte[] payload = {1, 2, 3};

        assertBytes(
                Packets.udp(A, 5000, B, 443).payload(payload),
                MACS + "0800 4500001f 00004000 40116ec5" + ADDRESSES + "138801bb 000b1a8a 010203");
        assertBytes(
                Packets.udp(A6, 5000, B6, 443).payload(payload).dscp(Dscp.EF).ecn(1),
                MACS + "86dd 6b900000 000b1140" + ADDRESSES6 + "138801bb 000bbbd0 010203");
    }

    @Test
    void builds_tcp() {
        assertBytes(
                Packets.tcp(A, 5000, B, 443).syn().ack().vlan(100).ttl(63),
                MACS + "8100 0064 0800 45000028 00004000 3f066fc7" + ADDRESSES
                        + "138801bb 00000000 00000000 5012ffff ce860000");
        assertBytes(
                Packets.tcp(A6, 5000, B6, 443).fin(),
                MACS + "86dd 60000000 00140640" + ADDRESSES6 + "138801bb 00000000 00000000 5001ffff 6fde0000");
    }

    @Test
    void builds_icmp_echo_requests() {
        assertBytes(
                Packets.icmpEcho(A, B).payload(2),
                MACS + "0800 4500001e 00004000 40016ed6" + ADDRESSES + "0800f7ff 00000000 0000");
        assertBytes(Packets.icmpEcho(A6, B6), MACS + "86dd 60000000 00083a40" + ADDRESSES6 + "800054fa 00000000");
    }

    @Test
    void builds_arp_requests() {
        assertBytes(
                Packets.arp(A, "10.0.0.1").length(44),
                "ffffffffffff 020000000001 0806 00010800 06040001 020000000001 0a000002 000000000000 0a000001 0000");
    }

    @Test
    void builds_bare_ip_and_leaves_its_payload_alone() {
        assertBytes(
                Packets.ip(A, B, 47).payload(new byte[] {0, 0, 8, 0}),
                MACS + "0800 45000018 00004000 402f6eae" + ADDRESSES + "00000800");
        assertBytes(
                Packets.ip(A, B, 17).payload(HexFormat.of().parseHex("138801bb00080000")),
                MACS + "0800 4500001c 00004000 40116ec8" + ADDRESSES + "138801bb 00080000");
    }

    @Test
    void sets_each_tcp_flag() {
        List<PacketBuilder> single =
                List.of(tcp().fin(), tcp().syn(), tcp().rst(), tcp().psh(), tcp().ack(), tcp().urg());
        for (int bit = 0; bit < single.size(); bit++) {
            assertThat(decoded(single.get(bit).outgoing()).tcpFlags).isEqualTo(1 << bit);
        }
        assertThat(decoded(tcp().syn().ack().outgoing()).tcpFlags).isEqualTo(0x12);
    }

    @Test
    void pads_the_payload_to_the_length_of_the_frame() {
        byte[] payload = {1, 2, 3};
        Frame frame = Packets.udp(A, 5000, B, 443)
                .length(100)
                .vlan(1)
                .payload(payload)
                .outgoing();

        assertThat(frame.length()).isEqualTo(100);
        assertThat(decoded(frame).payloadLength).isEqualTo(100 - 18 - 28);
        assertThat(frame.bytes()).containsSequence(1, 2, 3, 0, 0, 0);
        assertThat(valid(frame)).isTrue();
    }

    @Test
    void has_valid_checksums_whatever_the_payload() {
        SplittableRandom random = new SplittableRandom(3);
        for (int length = 0; length < 300; length++) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            int port = random.nextInt(0x10000);
            for (PacketBuilder packet : List.of(
                    Packets.udp(A, port, B, 443), Packets.udp(A6, port, B6, 443),
                    Packets.tcp(A, port, B, 443), Packets.tcp(A6, port, B6, 443),
                    Packets.icmpEcho(A, B), Packets.icmpEcho(A6, B6))) {
                assertThat(valid(packet.payload(payload).outgoing())).isTrue();
            }
        }
    }

    @Test
    void sets_direction_and_mac_addresses() {
        MacAddress src = MacAddress.parse("48-E7-DA-0D-C4-C9");
        MacAddress dst = MacAddress.parse("02:00:00:00:00:b2");
        PacketBuilder packet = Packets.icmpEcho(A, B).srcMac(src).dstMac(dst);

        assertThat(packet.incoming().direction()).isEqualTo(Direction.INCOMING);
        assertThat(packet.outgoing().direction()).isEqualTo(Direction.OUTGOING);
        assertThat(packet.incoming().bytes()).isEqualTo(packet.outgoing().bytes());
        assertThat(packet.incoming().linkType()).isEqualTo(LinkType.ETHERNET);
        assertThat(decoded(packet.incoming()).srcMac).isEqualTo(src.value());
        assertThat(decoded(packet.incoming()).dstMac).isEqualTo(dst.value());
    }

    @Test
    void builds_up_to_the_longest_packet_and_no_longer() {
        Frame longest = Packets.udp(A, 1, B, 2).payload(65_507).outgoing();
        assertThat(longest.length()).isEqualTo(14 + 65_535);
        assertThat(valid(longest)).isTrue();
        assertThat(Packets.tcp(A6, 1, B6, 2).length(14 + 40 + 65_535).outgoing().length())
                .isEqualTo(65_589);

        assertIllegal(
                () -> Packets.udp(A, 1, B, 2).payload(65_508).outgoing(), "payload must be within 0..65507: 65508");
        assertIllegal(
                () -> Packets.tcp(A6, 1, B6, 2).payload(65_516).incoming(), "payload must be within 0..65515: 65516");
        assertIllegal(() -> Packets.udp(A, 1, B, 2).length(41).outgoing(), "length must be within 42..65549: 41");
        assertIllegal(
                () -> Packets.udp(A, 1, B, 2).length(65_550).outgoing(), "length must be within 42..65549: 65550");
        assertIllegal(
                () -> Packets.udp(A, 1, B, 2).payload(10).length(51).outgoing(), "length must be within 52..65549: 51");
    }

    @Test
    void rejects_values_out_of_range() {
        assertIllegal(() -> Packets.udp(A, -1, B, 2), "source port must be within 0..65535: -1");
        assertIllegal(() -> Packets.tcp(A, 1, B, 65_536), "destination port must be within 0..65535: 65536");
        assertIllegal(() -> Packets.ip(A, B, 256), "protocol must be within 0..255: 256");
        assertIllegal(() -> tcp().payload(-1), "payload must be within 0..65535: -1");
        assertIllegal(() -> tcp().length(-1), "length must be within 0..2147483647: -1");
        assertIllegal(() -> tcp().ttl(256), "ttl must be within 0..255: 256");
        assertIllegal(() -> tcp().ecn(4), "ecn must be within 0..3: 4");
        assertIllegal(() -> tcp().vlan(4096), "vlan must be within 0..4095: 4096");
    }

    @Test
    void rejects_addresses_of_different_versions() {
        String message = "source and destination must be of one ip version: 10.0.0.2 and 2001:db8::7";
        assertIllegal(() -> Packets.udp(A, 1, B6, 2), message);
        assertIllegal(() -> Packets.icmpEcho(A, B6), message);
        assertIllegal(() -> Packets.arp(A6, B6), "arp addresses must be ipv4: fd00::2 and 2001:db8::7");
        assertIllegal(() -> Packets.ip("localhost", B, 1), "not an ip address: \"localhost\"");
    }

    @Test
    void rejects_what_the_packet_has_no_field_for() {
        assertState(() -> Packets.udp(A, 1, B, 2).syn(), "syn needs a tcp segment: udp");
        assertState(() -> Packets.icmpEcho(A, B).ack(), "ack needs a tcp segment: icmp echo");
        assertState(() -> Packets.arp(A, B).ttl(1), "ttl needs an ip packet: arp");
        assertState(() -> Packets.arp(A, B).dscp(Dscp.EF), "dscp needs an ip packet: arp");
        assertState(() -> Packets.arp(A, B).ecn(1), "ecn needs an ip packet: arp");
        assertState(() -> Packets.arp(A, B).payload(1), "payload needs an ip packet: arp");
    }

    private static PacketBuilder tcp() {
        return Packets.tcp(A, 5000, B, 443);
    }

    private static PacketHeaders decoded(Frame frame) {
        PacketHeaders headers = new PacketHeaders();
        HeaderDecoder.decode(frame.array(), 0, frame.capturedLength(), frame.linkType(), headers);
        return headers;
    }

    private static boolean valid(Frame frame) {
        PacketHeaders headers = decoded(frame);
        return (headers.ipVersion == 6 || Checksums.verifyIpv4Header(frame.array(), 0, headers))
                && Checksums.verifyTransport(frame.array(), 0, frame.length(), headers);
    }

    private static void assertBytes(PacketBuilder packet, String hex) {
        assertThat(HexFormat.of().formatHex(packet.outgoing().bytes())).isEqualTo(hex.replace(" ", ""));
    }

    private static void assertIllegal(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static void assertState(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage(message);
    }
}
