package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.core.Frame;
import dev.weir.shaping.core.Packets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionHashTest {
    private final ConnectionHash hash = new ConnectionHash();

    private int of(Frame frame) {
        return hash.of(frame.bytes(), 0, frame.capturedLength(), frame.linkType());
    }

    @Test
    void both_directions_of_a_connection_are_one() {
        assertThat(of(Packets.tcp("10.0.0.2", 5000, "192.0.2.7", 443)
                        .payload(10)
                        .outgoing()))
                .isEqualTo(of(Packets.tcp("192.0.2.7", 443, "10.0.0.2", 5000)
                        .payload(900)
                        .incoming()));
        assertThat(of(Packets.udp("2001:db8::1", 5000, "2001:db8::2", 53).outgoing()))
                .isEqualTo(
                        of(Packets.udp("2001:db8::2", 53, "2001:db8::1", 5000).incoming()));
    }

    @Test
    void ports_protocol_and_addresses_tell_connections_apart() {
        int one = of(Packets.tcp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing());
        assertThat(of(Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing()))
                .isNotEqualTo(one);
        assertThat(of(Packets.tcp("10.0.0.2", 443, "192.0.2.7", 5000).outgoing()))
                .isNotEqualTo(one);
        assertThat(of(Packets.tcp("10.0.0.2", 5001, "192.0.2.7", 443).outgoing()))
                .isNotEqualTo(one);
        assertThat(of(Packets.tcp("10.0.0.3", 5000, "192.0.2.7", 443).outgoing()))
                .isNotEqualTo(one);
    }

    @Test
    void a_fragment_goes_with_the_others_of_its_packet() {
        byte[] first = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                .payload(100)
                .outgoing()
                .bytes();
        byte[] later = first.clone();
        int ip = first.length - 128;
        first[ip + 6] = 0x20;
        later[ip + 7] = 13;
        later[ip + 20] = 99;
        var linkType =
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing().linkType();
        assertThat(hash.of(first, 0, first.length, linkType)).isEqualTo(hash.of(later, 0, later.length, linkType));
    }

    /** Binomial: 20 000 flows, five standard deviations. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void flows_spread_evenly(int shards) {
        int[] counts = new int[shards];
        int flows = 20_000;
        for (int i = 0; i < flows; i++) {
            Frame frame = Packets.tcp("10.0.0." + i % 50, 5000 + i / 50, "192.0.2.7", 443)
                    .outgoing();
            counts[(int) ((of(frame) & 0xFFFF_FFFFL) * shards >>> 32)]++;
        }
        double expected = (double) flows / shards;
        double deviation = Math.sqrt(expected * (1 - 1.0 / shards));
        for (int count : counts) {
            assertThat((double) count).isBetween(expected - 5 * deviation, expected + 5 * deviation);
        }
    }
}
