package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Packet;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PacketViewTest {
    private static final IpAddress LOCAL = IpAddress.parse("10.0.0.2");
    private static final IpAddress REMOTE = IpAddress.parse("192.0.2.7");

    private int looked;

    /** Lets a rule look at the frame, twice, so that what is kept for the flow is seen too. */
    private void see(Frame frame, Consumer<Packet> look) {
        Simulation simulation = Shaper.builder()
                .rule("see", (packet, context) -> {
                    look.accept(packet);
                    looked++;
                    return pass();
                })
                .build()
                .simulate();
        simulation.offer(frame);
        simulation.offer(frame);
        assertThat(simulation.report().rules().get(0).errors()).isZero();
        assertThat(looked).isEqualTo(2);
    }

    @Test
    void shows_an_outgoing_tcp_segment() {
        Frame frame = Packets.tcp("10.0.0.2", 5000, "192.0.2.7", 443)
                .syn()
                .ack()
                .ttl(61)
                .dscp(Dscp.of(46))
                .ecn(2)
                .payload(new byte[] {1, 2, 3})
                .outgoing();
        see(frame, packet -> {
            assertThat(packet.outgoing()).isTrue();
            assertThat(packet.incoming()).isFalse();
            assertThat(packet.direction()).isEqualTo(Direction.OUTGOING);
            assertThat(packet.length()).isEqualTo(14 + 20 + 20 + 3);
            assertThat(packet.capturedLength()).isEqualTo(57);
            assertThat(packet.linkType()).isEqualTo(LinkType.ETHERNET);
            assertThat(packet.ethProto()).isEqualTo(EtherTypes.IPV4);
            assertThat(packet.ipProto()).isEqualTo(IpProtocols.TCP);
            assertThat(packet.ipNextHeader()).isEqualTo(IpProtocols.TCP);
            assertThat(packet.ipVersion()).isEqualTo(4);
            assertThat(packet.localIp()).isEqualTo(LOCAL).isEqualTo(packet.srcIp());
            assertThat(packet.remoteIp()).isEqualTo(REMOTE).isEqualTo(packet.dstIp());
            assertThat(packet.localPort()).isEqualTo(5000).isEqualTo(packet.srcPort());
            assertThat(packet.remotePort()).isEqualTo(443).isEqualTo(packet.dstPort());
            assertThat(packet.hasPorts()).isTrue();
            assertThat(packet.syn()).isTrue();
            assertThat(packet.ack()).isTrue();
            assertThat(packet.tcpFlags()).isEqualTo(0x12);
            assertThat(packet.ttl()).isEqualTo(61);
            assertThat(packet.dscp()).isEqualTo(46);
            assertThat(packet.ecn()).isEqualTo(2);
            assertThat(packet.payloadLength()).isEqualTo(3);
            assertThat(packet.fragment()).isFalse();
            assertThat(packet.vlanId()).isEqualTo(-1);
            assertThat(packet.srcMac()).isEqualTo(MacAddress.parse("02:00:00:00:00:01"));
            assertThat(packet.dstMac()).isEqualTo(MacAddress.parse("02:00:00:00:00:02"));
            assertThat(packet.ipHeaderByte(0)).isEqualTo(0x45);
            assertThat(packet.ipHeaderByte(20)).isEqualTo(-1);
            assertThat(packet.ipHeaderByte(-1)).isEqualTo(-1);
            assertThat(packet.byteAt(56)).isEqualTo(3);
            assertThat(packet.byteAt(57)).isEqualTo(-1);
            assertThat(packet.byteAt(-1)).isEqualTo(-1);
            assertThat(packet.copyBody()).isEqualTo(frame.bytes());
            assertThat(packet.body().remaining()).isEqualTo(57);
            assertThat(packet.body().get(56)).isEqualTo((byte) 3);
            assertThatThrownBy(() -> packet.body().put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
        });
    }

    @Test
    void shows_each_tcp_flag_by_itself() {
        for (int bit = 0; bit < 8; bit++) {
            int flags = 1 << bit;
            byte[] bytes =
                    Packets.tcp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing().bytes();
            bytes[14 + 20 + 13] = (byte) flags;
            looked = 0;
            see(Frame.of(bytes, LinkType.ETHERNET, Direction.OUTGOING), packet -> {
                assertThat(packet.tcpFlags()).isEqualTo(flags);
                assertThat(packet.fin()).isEqualTo(flags == 0x01);
                assertThat(packet.syn()).isEqualTo(flags == 0x02);
                assertThat(packet.rst()).isEqualTo(flags == 0x04);
                assertThat(packet.psh()).isEqualTo(flags == 0x08);
                assertThat(packet.ack()).isEqualTo(flags == 0x10);
                assertThat(packet.urg()).isEqualTo(flags == 0x20);
            });
        }
    }

    @Test
    void tells_when_a_packet_entered_and_which_flow_it_is_of() {
        List<Long> times = new ArrayList<>();
        List<Integer> flows = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("see", (packet, context) -> {
                    times.add(packet.timestampNanos());
                    flows.add(packet.flowId());
                    return pass();
                })
                .build()
                .simulate();
        for (int port : new int[] {443, 80, 443}) {
            simulation.offer(Packets.udp("10.0.0.2", 5000, "192.0.2.7", port).outgoing());
            simulation.run(Duration.ofNanos(1_000_001));
        }
        simulation.offer(Packets.udp("192.0.2.7", 443, "10.0.0.2", 5000).incoming());
        assertThat(times).containsExactly(0L, 1_000_001L, 2_000_002L, 3_000_003L);
        assertThat(flows.get(2)).isEqualTo(flows.get(0));
        assertThat(List.of(flows.get(0), flows.get(1), flows.get(3)))
                .doesNotHaveDuplicates()
                .allMatch(flow -> flow >= 0);
    }

    @Test
    void turns_local_and_remote_around_for_an_incoming_packet() {
        see(Packets.udp("192.0.2.7", 443, "10.0.0.2", 5000).incoming(), packet -> {
            assertThat(packet.incoming()).isTrue();
            assertThat(packet.localIp()).isEqualTo(LOCAL).isEqualTo(packet.dstIp());
            assertThat(packet.remoteIp()).isEqualTo(REMOTE).isEqualTo(packet.srcIp());
            assertThat(packet.localPort()).isEqualTo(5000);
            assertThat(packet.remotePort()).isEqualTo(443);
            assertThat(packet.localMac()).isEqualTo(packet.dstMac());
            assertThat(packet.remoteMac()).isEqualTo(packet.srcMac());
            assertThat(packet.syn() || packet.ack()).isFalse();
            assertThat(packet.tcpFlags()).isZero();
        });
    }

    @Test
    void shows_ipv6_and_vlan() {
        see(Packets.udp("2001:db8::1", 1, "2001:db8::2", 2).vlan(7).outgoing(), packet -> {
            assertThat(packet.ethProto()).isEqualTo(EtherTypes.IPV6);
            assertThat(packet.vlanId()).isEqualTo(7);
            assertThat(packet.ipVersion()).isEqualTo(6);
            assertThat(packet.ipProto()).isEqualTo(IpProtocols.UDP);
            assertThat(packet.localIp()).isEqualTo(IpAddress.parse("2001:db8::1"));
            assertThat(packet.remotePort()).isEqualTo(2);
        });
    }

    @Test
    void shows_arp_as_unknown_to_ip() {
        see(Packets.arp("10.0.0.2", "10.0.0.1").outgoing(), packet -> {
            assertThat(packet.ethProto()).isEqualTo(EtherTypes.ARP);
            assertThat(packet.ipProto()).isEqualTo(-1);
            assertThat(packet.ipNextHeader()).isEqualTo(-1);
            assertThat(packet.ipVersion()).isZero();
            assertThat(packet.localIp()).isNull();
            assertThat(packet.remoteIp()).isNull();
            assertThat(packet.localPort()).isZero();
            assertThat(packet.hasPorts()).isFalse();
            assertThat(packet.ttl()).isEqualTo(-1);
            assertThat(packet.dscp()).isEqualTo(-1);
            assertThat(packet.ecn()).isEqualTo(-1);
            assertThat(packet.dstMac()).isEqualTo(MacAddress.parse("ff:ff:ff:ff:ff:ff"));
        });
    }

    @Test
    void shows_icmp_without_ports() {
        see(Packets.icmpEcho("10.0.0.2", "192.0.2.7").outgoing(), packet -> {
            assertThat(packet.ipProto()).isEqualTo(IpProtocols.ICMP);
            assertThat(packet.hasPorts()).isFalse();
            assertThat(packet.remotePort()).isZero();
            assertThat(packet.remoteIp()).isEqualTo(REMOTE);
        });
    }

    @Test
    void shows_raw_ip_and_what_is_not_a_packet_at_all() {
        byte[] ethernet =
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing().bytes();
        byte[] ip = Arrays.copyOfRange(ethernet, 14, ethernet.length);
        see(Frame.of(ip, LinkType.RAW_IP, Direction.OUTGOING), packet -> {
            assertThat(packet.ethProto()).isEqualTo(EtherTypes.IPV4);
            assertThat(packet.srcMac()).isNull();
            assertThat(packet.localMac()).isNull();
            assertThat(packet.remotePort()).isEqualTo(443);
            assertThat(packet.linkType()).isEqualTo(LinkType.RAW_IP);
            assertThat(packet.copyBody()).isEqualTo(ip);
            assertThat(packet.body()).isEqualTo(ByteBuffer.wrap(ip));
            assertThat(packet.byteAt(0)).isEqualTo(0x45);
        });
        looked = 0;
        see(Frame.of(new byte[0], LinkType.ETHERNET, Direction.INCOMING), packet -> {
            assertThat(packet.ethProto()).isZero();
            assertThat(packet.ipProto()).isEqualTo(-1);
            assertThat(packet.srcMac()).isNull();
            assertThat(packet.length()).isZero();
            assertThat(packet.body().remaining()).isZero();
        });
    }

    @Test
    void shows_the_length_on_the_line_of_a_cut_packet() {
        byte[] bytes =
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing().bytes();
        see(Frame.of(bytes, 1_500, LinkType.ETHERNET, Direction.OUTGOING), packet -> {
            assertThat(packet.length()).isEqualTo(1_500);
            assertThat(packet.capturedLength()).isEqualTo(bytes.length);
        });
    }

    @Test
    void follows_the_mac_addresses_of_each_packet_of_a_flow() {
        StringBuilder seen = new StringBuilder();
        Simulation simulation = Shaper.builder()
                .rule("see", (packet, context) -> {
                    seen.append(packet.srcMac()).append(' ');
                    return pass();
                })
                .build()
                .simulate();
        for (String mac : new String[] {"02:00:00:00:00:0a", "02:00:00:00:00:0b", "02:00:00:00:00:0a"}) {
            simulation.offer(Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                    .srcMac(MacAddress.parse(mac))
                    .outgoing());
        }
        assertThat(seen.toString().toLowerCase(Locale.ROOT).split("\\W(?=02)|\\s"))
                .hasSize(3)
                .satisfies(macs -> assertThat(macs[0]).isEqualTo(macs[2]).isNotEqualTo(macs[1]));
    }
}
