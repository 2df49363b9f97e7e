package dev.weir.capture.pcap;

import static dev.weir.shaping.Priorities.dscp;
import static dev.weir.shaping.Priorities.limit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Country;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priority;
import dev.weir.shaping.core.DirectionReport;
import dev.weir.shaping.core.RuleReport;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Impairment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Damages recorded packets and shapes them, with a rule that reads every field. */
class MutatedPacketsTest {
    private static final Path SAMPLE = Path.of("../examples/src/main/resources/dev/weir/examples/sample.pcap");
    private static final int PACKETS = 1_000_000;
    private static final LinkType[] LINK_TYPES = LinkType.values();

    private final SplittableRandom random = new SplittableRandom(20);

    private static List<byte[]> recorded() throws IOException {
        List<byte[]> packets = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(SAMPLE)) {
            while (reader.next()) {
                packets.add(
                        Arrays.copyOfRange(reader.bytes(), reader.offset(), reader.offset() + reader.capturedLength()));
            }
        }
        return packets;
    }

    @Test
    void a_million_damaged_packets_are_read_and_shaped_without_a_fault() throws IOException {
        List<byte[]> recorded = recorded();
        Priority limited = limit(100_000_000);
        Shaper shaper = Shaper.builder()
                .rule("read all", (packet, context) -> {
                    requirePlausible(packet);
                    return packet.length() % 3 == 0 ? dscp(10) : limited;
                })
                .upload(Impairment.parse("rate=10 Gbit/s delay=1 ms jitter=1 ms loss=1 %"))
                .maxFlows(10_000)
                .seed(1)
                .build();
        Simulation simulation = shaper.simulate();
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = damaged(recorded.get(random.nextInt(recorded.size())));
            LinkType linkType =
                    random.nextInt(4) > 0 ? LinkType.ETHERNET : LINK_TYPES[random.nextInt(LINK_TYPES.length)];
            Direction direction = random.nextBoolean() ? Direction.OUTGOING : Direction.INCOMING;
            simulation.offer(i * 1_000L, packet, 0, packet.length, packet.length, linkType, direction, 0);
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(report.rules()).extracting(RuleReport::errors).containsOnly(0L);
        assertThat(report.incoming().packetsIn() + report.outgoing().packetsIn())
                .isEqualTo(PACKETS);
        for (DirectionReport way : List.of(report.incoming(), report.outgoing())) {
            assertThat(way.packetsHeld()).isZero();
            assertThat(way.packetsOut()).isGreaterThan(PACKETS / 3);
        }
    }

    private byte[] damaged(byte[] packet) {
        byte[] damaged = random.nextInt(8) == 0
                ? Arrays.copyOf(packet, random.nextInt(packet.length + 1))
                : Arrays.copyOf(packet, Math.min(packet.length, 120));
        int headers = Math.min(damaged.length, 80);
        for (int flips = random.nextInt(6); flips > 0 && headers > 0; flips--) {
            int at = random.nextInt(headers);
            damaged[at] =
                    random.nextBoolean() ? (byte) random.nextInt() : (byte) (damaged[at] ^ 1 << random.nextInt(8));
        }
        return damaged;
    }

    private static void requirePlausible(Packet packet) {
        requireWithin(packet.ethProto(), 0, 0xFFFF);
        requireWithin(packet.vlanId(), -1, 4_095);
        requireWithin(packet.ipProto(), -1, 255);
        requireWithin(packet.ipNextHeader(), -1, 255);
        requireWithin(packet.srcPort(), 0, packet.hasPorts() ? 0xFFFF : 0);
        requireWithin(packet.dstPort(), 0, packet.hasPorts() ? 0xFFFF : 0);
        requireWithin(packet.tcpFlags(), 0, packet.ipProto() == 6 ? 255 : 0);
        requireWithin(packet.ttl(), -1, 255);
        requireWithin(packet.dscp(), -1, 63);
        requireWithin(packet.ecn(), -1, 3);
        requireWithin(packet.payloadLength(), 0, 0xFFFF);
        requireWithin(packet.ipHeaderByte(packet.length() % 64), -1, 255);
        requireWithin(packet.body().remaining(), 0, packet.length());
        boolean ip = packet.ipVersion() != 0;
        if (ip != (packet.srcIp() != null) || ip != (packet.remoteIp() != null) || ip != (packet.ttl() >= 0)) {
            throw new IllegalStateException("addresses without an ip header, or the reverse");
        }
        if ((packet.srcMac() == null) != (packet.dstMac() == null)
                || packet.country() != Country.UNKNOWN
                || !packet.exeName().isEmpty()
                || packet.appProto() != null) {
            throw new IllegalStateException("half an ethernet header, or a look-up without a provider");
        }
    }

    private static void requireWithin(long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalStateException(value + " is not within " + least + ".." + most);
        }
    }
}
