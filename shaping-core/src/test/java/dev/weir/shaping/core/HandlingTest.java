package dev.weir.shaping.core;

import static dev.weir.shaping.Direction.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.packet.Checksums;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What routers do to packets. */
class HandlingTest {
    private final List<byte[]> left = new ArrayList<>();

    private ShapingReport run(Simulation simulation, byte[] frame, int packets) {
        simulation.onRelease(packet -> {
            left.add(packet.copyBytes());
            assertThat(packet.length()).isEqualTo(packet.capturedLength());
        });
        for (int i = 0; i < packets; i++) {
            simulation.offer(i * 1_000L, frame, 0, frame.length, frame.length, LinkType.ETHERNET, OUTGOING, i);
        }
        return simulation.runToIdle();
    }

    private ShapingReport run(String impairment, byte[] frame, int packets) {
        return run(LossRun.ruled(Impairment.parse(impairment)), frame, packets);
    }

    private static byte[] frame(String from, String to, int length) {
        return Packets.udp(from, 1, to, 2).length(length).outgoing().bytes();
    }

    private static PacketHeaders headers(byte[] packet) {
        PacketHeaders headers = new PacketHeaders();
        HeaderDecoder.decode(packet, 0, packet.length, LinkType.ETHERNET, headers);
        return headers;
    }

    private static byte[] withEcn(byte[] frame, int ecn) {
        byte[] marked = frame.clone();
        PacketHeaders headers = headers(frame);
        if (headers.ipVersion == 4) {
            marked[15] = (byte) (marked[15] & ~3 | ecn);
            Checksums.writeIpv4Header(marked, 0, headers);
        } else {
            marked[15] = (byte) (marked[15] & ~0x30 | ecn << 4);
        }
        return marked;
    }

    @Test
    void longer_packets_vanish() {
        byte[] fits = frame("10.0.0.2", "192.0.2.7", 1_414);
        byte[] longer = frame("10.0.0.2", "192.0.2.7", 1_415);
        assertThat(run("mtu=1400", fits, 3).outgoing().packetsOut()).isEqualTo(3);
        assertThat(run("mtu=1400", longer, 3).outgoing().drops())
                .containsExactly(new DropReport(DropReason.TOO_LONG, 3, 3 * 1_415));
        assertThat(left).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2 192.0.2.7", "2001:db8::1 2001:db8::2"})
    void time_to_live_falls(String addresses) {
        String[] pair = addresses.split(" ", -1);
        byte[] frame = frame(pair[0], pair[1], 200);
        int ttl = headers(frame).ttl;
        run("ttl=-2", frame, 1);
        byte[] out = left.get(0);
        assertThat(headers(out).ttl).isEqualTo(ttl - 2);
        assertThat(headers(out).ipVersion == 6 || Checksums.verifyIpv4Header(out, 0, headers(out)))
                .isTrue();
        assertThat(Checksums.verifyTransport(out, 0, out.length, headers(out))).isTrue();
        left.clear();
        run("ttl=-" + (ttl - 1), frame, 1);
        assertThat(headers(left.get(0)).ttl).isOne();
        assertThat(run("ttl=-" + ttl, frame, 2).outgoing().drops())
                .containsExactly(new DropReport(DropReason.TTL_EXPIRED, 2, 2L * frame.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2 192.0.2.7", "2001:db8::1 2001:db8::2"})
    void congestion_is_marked_on_a_share_of_those_that_are_capable(String addresses) {
        String[] pair = addresses.split(" ", -1);
        byte[] frame = frame(pair[0], pair[1], 100);
        int packets = 20_000;
        run("ecn=20 %", withEcn(frame, 1), packets);
        assertThat(left).hasSize(packets).allSatisfy(packet -> {
            assertThat(headers(packet).ecn()).isIn(1, 3);
            assertThat(headers(packet).ipVersion == 6 || Checksums.verifyIpv4Header(packet, 0, headers(packet)))
                    .isTrue();
        });
        double share =
                left.stream().filter(packet -> headers(packet).ecn() == 3).count() / (double) packets;
        assertThat(share).isCloseTo(0.2, within(5 * Math.sqrt(0.2 * 0.8 / packets)));
        left.clear();
        run("ecn=100 %", withEcn(frame, 2), 1);
        run("ecn=100 %", frame, 1);
        assertThat(left).extracting(packet -> headers(packet).ecn()).containsExactly(3, 0);
        assertThat(left.get(1)).isEqualTo(frame);
    }

    @Test
    void packets_are_cut_off_and_their_room_is_given_back() {
        byte[] frame = frame("10.0.0.2", "192.0.2.7", 1_000);
        Simulation simulation = Shaper.builder()
                .upload(Impairment.parse("truncate=100 B delay=1 ms"))
                .packetMemory(DataSize.ofBytes(1_001 * (1_024 + 64)))
                .build()
                .simulate();
        DirectionReport report = run(simulation, frame, 50_000).outgoing();
        assertThat(left).hasSize(50_000).allMatch(packet -> Arrays.equals(packet, Arrays.copyOf(frame, 100)));
        assertThat(report.bytesIn()).isEqualTo(50_000_000);
        assertThat(report.bytesOut()).isEqualTo(5_000_000);
        left.clear();
        byte[] small = frame("10.0.0.2", "192.0.2.7", 99);
        run("truncate=100 B", small, 1);
        assertThat(left.get(0)).isEqualTo(small);
    }

    @Test
    void pieces_of_streams_are_not_cut_off() {
        Simulation simulation = LossRun.lined(Impairment.parse("truncate=100 B"));
        simulation.offerLossless(
                Packets.udp("10.0.0.2", 1, "192.0.2.7", 2).length(101).outgoing());
        simulation.offerLossless(
                Packets.udp("10.0.0.2", 1, "192.0.2.7", 2).length(100).outgoing());
        DirectionReport report = simulation.runToIdle().outgoing();
        assertThat(report.drops()).containsExactly(new DropReport(DropReason.CORRUPTED, 1, 101));
        assertThat(report.packetsOut()).isOne();
    }

    @Test
    void lines_change() {
        Simulation simulation = LossRun.lined(Impairment.parse("mtu=100"));
        simulation.line(Duration.ofNanos(1_500), OUTGOING, Impairment.parse("mtu=1000 truncate=60"));
        simulation.line(Duration.ofNanos(2_500), OUTGOING, Impairment.NONE);
        run(simulation, frame("10.0.0.2", "192.0.2.7", 500), 4);
        assertThat(left).extracting(packet -> packet.length).containsExactly(60, 500);
    }
}
