package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpNetwork;
import dev.weir.shaping.LinkType;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalAddressesTest {
    private final LocalAddresses locals =
            new LocalAddresses(List.of(IpNetwork.parse("10.0.0.0/24"), IpNetwork.parse("2001:db8::/32")));

    private Direction direction(Frame frame) {
        byte[] bytes = frame.bytes();
        return locals.direction(bytes, 0, bytes.length, frame.linkType());
    }

    @Test
    void a_packet_is_outgoing_if_its_source_is_local() {
        assertThat(direction(Packets.udp("10.0.0.2", 1, "192.0.2.7", 2).incoming()))
                .isEqualTo(Direction.OUTGOING);
        assertThat(direction(Packets.udp("192.0.2.7", 2, "10.0.0.2", 1).outgoing()))
                .isEqualTo(Direction.INCOMING);
        assertThat(direction(Packets.udp("10.0.1.2", 2, "10.0.0.2", 1).outgoing()))
                .isEqualTo(Direction.INCOMING);
        assertThat(direction(Packets.udp("2001:db8::1", 2, "fd00::1", 1).incoming()))
                .isEqualTo(Direction.OUTGOING);
        assertThat(locals.lastVersion()).isEqualTo(6);
    }

    @Test
    void the_source_of_an_arp_packet_is_its_sender() {
        assertThat(direction(Packets.arp("10.0.0.2", "10.0.0.1").incoming())).isEqualTo(Direction.OUTGOING);
        assertThat(locals.lastVersion()).isEqualTo(4);
        assertThat(direction(Packets.arp("10.0.1.1", "10.0.0.2").outgoing())).isEqualTo(Direction.INCOMING);
    }

    @Test
    void other_packets_are_outgoing_if_they_come_from_the_mac_address_of_outgoing_ones() {
        byte[] lldp = new byte[60];
        lldp[6] = 2;
        lldp[11] = 1;
        lldp[12] = (byte) 0x88;
        lldp[13] = (byte) 0xCC;
        Frame frame = Frame.of(lldp, LinkType.ETHERNET, Direction.INCOMING);
        assertThat(direction(frame)).isEqualTo(Direction.INCOMING);
        direction(Packets.udp("10.0.0.2", 1, "192.0.2.7", 2).outgoing());
        assertThat(direction(frame)).isEqualTo(Direction.OUTGOING);
        assertThat(locals.lastVersion()).isZero();
    }

    @Test
    void the_local_address_is_the_source_of_the_first_syn() {
        LocalAddresses.Finder finder = new LocalAddresses.Finder(4);
        assertThat(look(finder, Packets.udp("192.0.2.7", 2, "10.0.0.2", 1).incoming()))
                .isFalse();
        assertThat(finder.address()).isEqualTo(IpAddress.parse("192.0.2.7"));
        assertThat(look(
                        finder,
                        Packets.tcp("192.0.2.7", 80, "10.0.0.2", 1).syn().ack().incoming()))
                .isFalse();
        assertThat(look(
                        finder,
                        Packets.tcp("2001:db8::1", 80, "2001:db8::2", 1).syn().incoming()))
                .isFalse();
        assertThat(look(
                        finder,
                        Packets.tcp("10.0.0.2", 1, "192.0.2.7", 80).syn().outgoing()))
                .isTrue();
        assertThat(finder.address()).isEqualTo(IpAddress.parse("10.0.0.2"));
    }

    @Test
    void nothing_is_found_in_packets_of_another_version() {
        LocalAddresses.Finder finder = new LocalAddresses.Finder(6);
        look(finder, Packets.tcp("10.0.0.2", 1, "192.0.2.7", 80).syn().outgoing());
        assertThat(finder.found()).isFalse();
        assertThatIllegalStateException().isThrownBy(finder::address).withMessageContaining("version 6");
    }

    private static boolean look(LocalAddresses.Finder finder, Frame frame) {
        byte[] bytes = frame.bytes();
        return finder.look(bytes, 0, bytes.length, frame.linkType());
    }
}
