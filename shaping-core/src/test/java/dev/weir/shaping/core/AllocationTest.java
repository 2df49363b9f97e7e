package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Priorities.quota;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.AckPolicy;
import dev.weir.shaping.Adapter;
import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.QuotaPeriod;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.impair.Impairment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int PACKETS = 1_000_000;
    private static final int FLOWS = 64;
    private static final long TOLERATED_BYTES = 16_384;

    private final byte[][] frames = new byte[FLOWS][];
    private long nanos;
    private long released;

    AllocationTest() {
        for (int flow = 0; flow < FLOWS; flow++) {
            frames[flow] = Packets.udp("10.0.0.2", 5_000 + flow, "192.0.2.7", 443)
                    .length(200 + 8 * flow)
                    .outgoing()
                    .bytes();
        }
    }

    private static final List<Adapter> ADAPTERS =
            List.of(new Adapter(4, "eth0"), Adapter.NONE, new Adapter(-9, "wlan0"), new Adapter(0, "lo"));

    private void offerByAdapter(Simulation simulation, int packets) {
        for (int i = 0; i < packets; i++) {
            byte[] bytes = frames[i * 7 & FLOWS - 1];
            nanos += 4_000;
            simulation.offer(
                    nanos,
                    bytes,
                    0,
                    bytes.length,
                    bytes.length,
                    LinkType.ETHERNET,
                    Direction.OUTGOING,
                    ADAPTERS.get(i & 3),
                    i);
        }
    }

    private void offer(Simulation simulation, int packets) {
        for (int i = 0; i < packets; i++) {
            byte[] bytes = frames[i * 7 & FLOWS - 1];
            nanos += 4_000;
            simulation.offer(nanos, bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, i);
        }
    }

    @Test
    void allocates_nothing_per_packet_once_it_has_grown() {
        IpAddress remote = IpAddress.parse("192.0.2.7");
        Simulation simulation = Shaper.builder()
                .rule("pass", (packet, context) -> remote.equals(packet.localIp()) ? custom(1, 1, 1, 1, 1) : pass())
                .rule(
                        "shape",
                        (packet, context) -> packet.exeName().isEmpty() && context.hourOfDay() < 24
                                ? custom(150_000_000, 300_000, 3, 2, 0.01)
                                : pass())
                .upload(Impairment.parse("rate=1 Gbit/s delay=1 ms jitter=1 ms"))
                .build()
                .simulate()
                .onRelease(packet -> released += packet.length());
        offer(simulation, PACKETS / 2);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        offer(simulation, PACKETS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(TOLERATED_BYTES);
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().bytesOut()).isEqualTo(released);
        assertThat(report.outgoing().packetsOut()).isGreaterThan(PACKETS);
    }

    @Test
    void allocates_nothing_per_packet_while_classes_wait_and_overflow() {
        Simulation simulation = Shaper.builder()
                .rule("classes", (packet, context) -> switch (packet.localPort() % 3) {
                    case 0 -> high();
                    case 1 -> low();
                    default -> pass();
                })
                .capacity(Rate.megabitsPerSecond(20), Rate.megabitsPerSecond(20))
                .settings(Settings.builder()
                        .acks(AckPolicy.HIGH)
                        .systemUpload(Rate.megabitsPerSecond(15))
                        .build())
                .build()
                .simulate();
        offer(simulation, 8 * PACKETS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        offer(simulation, PACKETS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(TOLERATED_BYTES);
        assertThat(simulation.report().outgoing().drops())
                .extracting(DropReport::reason)
                .containsExactly(DropReason.CLASS_QUEUE_FULL);
    }

    @Test
    void allocates_nothing_per_packet_of_several_adapters() {
        Simulation simulation = Shaper.builder()
                .rule("classes", (packet, context) -> packet.adapterId() == 4 ? high() : low())
                .capacity(Rate.megabitsPerSecond(50), Rate.megabitsPerSecond(50))
                .capacity(4, Rate.megabitsPerSecond(20), Rate.megabitsPerSecond(20))
                .detectCapacity(-9)
                .settings(Settings.builder()
                        .detection(new BandwidthDetection(0.9, Duration.ofSeconds(1)))
                        .build())
                .monitor(0, false)
                .build()
                .simulate()
                .onRelease(packet -> released += packet.adapter().id());
        offerByAdapter(simulation, 4 * PACKETS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        offerByAdapter(simulation, PACKETS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(TOLERATED_BYTES);
        assertThat(simulation.detectedBandwidth(-9, Direction.OUTGOING)).isNotNull();
        assertThat(simulation.report().outgoing().drops())
                .extracting(DropReport::reason)
                .containsExactly(DropReason.CLASS_QUEUE_FULL);
    }

    @Test
    void allocates_nothing_per_packet_on_a_shared_link() {
        Simulation simulation = Shaper.builder()
                .upload(SharedLink.of(Impairment.parse("rate=20 Mbit/s overhead=24 queue=50 ms")))
                .build()
                .simulate();
        offer(simulation, PACKETS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        offer(simulation, PACKETS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(TOLERATED_BYTES);
        assertThat(simulation.report().outgoing().drops())
                .extracting(DropReport::reason)
                .containsExactly(DropReason.LINK_QUEUE_FULL);
    }

    @Test
    void allocates_nothing_per_packet_while_keyed_rates_vary_and_streams_reach_quotas() {
        Priority slow = limit(5_000_000).keyed("all");
        Priority fast = limit(6_000_000).keyed("all");
        Priority streams = quota(Quota.of("3 MB")
                        .per(QuotaPeriod.of(Duration.ofDays(400)))
                        .initially(Rate.kilobytesPerSecond(900))
                        .then(Rate.kilobytesPerSecond(500)))
                .perConnection()
                .penalizeShort();
        Simulation simulation = Shaper.builder()
                .rule(
                        "vary",
                        (packet, context) ->
                                packet.localPort() % 2 == 0 ? pass() : context.increment("n") % 2 == 0 ? slow : fast)
                .rule("streams", (packet, context) -> streams)
                .settings(Settings.builder().shortPackets(300, 300).build())
                .build()
                .simulate();
        offer(simulation, PACKETS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        offer(simulation, PACKETS);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(TOLERATED_BYTES);
        assertThat(simulation.report().outgoing().drops())
                .extracting(DropReport::reason)
                .containsExactly(DropReason.LIMIT_QUEUE_FULL);
        assertThat(simulation.streams()).hasSize(FLOWS / 2).allMatch(stream -> {
            QuotaUse use = stream.quota();
            return use != null && use.reached();
        });
    }
}
