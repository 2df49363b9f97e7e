package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limit on everything, and what is no part of the bandwidth. A packet's local port is the place of its priority in the list. */
class SystemLimitTest {
    private static final int LENGTH = 1_000;
    private static final List<Priority> PRIORITIES = List.of(
            high(),
            normal(),
            low(),
            limit(1_000_000),
            delay(5),
            custom(0, 0, 3, 0, 0),
            drop(0.5),
            block(),
            ignore(),
            limit(20_000));

    private final long[] bytes = new long[PRIORITIES.size()];
    private long fromNanos;

    private Simulation simulation(Settings.Builder settings) {
        return Shaper.builder()
                .rule("by port", (packet, context) -> PRIORITIES.get(packet.localPort()))
                .settings(settings.severity(new Severity(50, 1)).build())
                .seed(3)
                .build()
                .simulate()
                .onRelease(packet -> {
                    if (packet.releaseNanos() >= fromNanos) {
                        int at = packet.direction() == Direction.OUTGOING ? 35 : 37;
                        bytes[packet.array()[packet.offset() + at]] += packet.length();
                    }
                });
    }

    private static Frame up(int port) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443).length(LENGTH).outgoing();
    }

    /** Offers 1 MB/s of each, at times that do not favour one of them. */
    private static void flood(Simulation simulation, int seconds, int... ports) {
        for (int port : ports) {
            Frame frame = up(port);
            simulation.every(Duration.ofNanos(1_000_000 + 7 * port), seconds * 1_000L, () -> frame);
        }
    }

    private static Settings.Builder upload(long kilobytes) {
        return Settings.builder().systemUpload(Rate.kilobytesPerSecond(kilobytes));
    }

    @Test
    void classes_share_it_by_weight() {
        fromNanos = 1_000_000_000;
        Simulation simulation = simulation(upload(700));
        flood(simulation, 6, 0, 1, 2);
        simulation.run(Duration.ofSeconds(6));
        assertThat(bytes[0]).isCloseTo(2_000_000L, within(20_000L));
        assertThat(bytes[1]).isCloseTo(1_000_000L, within(10_000L));
        assertThat(bytes[2]).isCloseTo(500_000L, within(5_000L));
    }

    @Test
    void limited_delayed_and_custom_traffic_competes_as_normal() {
        fromNanos = 1_000_000_000;
        for (int port : new int[] {3, 4, 5}) {
            Simulation simulation = simulation(upload(700));
            flood(simulation, 6, 0, port, 2);
            simulation.run(Duration.ofSeconds(6));
            assertThat(bytes[0]).isCloseTo(2_000_000L, within(20_000L));
            assertThat(bytes[port]).as("%s", PRIORITIES.get(port)).isCloseTo(1_000_000L, within(10_000L));
            assertThat(bytes[2]).isCloseTo(500_000L, within(5_000L));
            bytes[0] = 0;
            bytes[2] = 0;
        }
    }

    @Test
    void a_packet_needs_its_own_tokens_and_those_of_the_system() {
        Simulation simulation = simulation(upload(100));
        flood(simulation, 5, 9);
        simulation.run(Duration.ofSeconds(5));
        assertThat(bytes[9]).isBetween(99_000L, 102_000L);

        Simulation tight = simulation(upload(10));
        bytes[9] = 0;
        flood(tight, 5, 9);
        tight.run(Duration.ofSeconds(5));
        assertThat(bytes[9]).isBetween(49_000L, 52_000L);
    }

    @Test
    void a_direction_without_a_limit_is_free() {
        Simulation simulation = simulation(upload(100));
        Frame down = Packets.udp("192.0.2.7", 443, "10.0.0.2", 1).length(LENGTH).incoming();
        simulation.every(Duration.ofMillis(1), 2_000, () -> down);
        ShapingReport report = simulation.runToIdle();
        assertThat(report.incoming().delay().max()).isZero();
        assertThat(report.incoming().packetsOut()).isEqualTo(2_000);
    }

    @Test
    void ignored_traffic_uses_none_of_it() {
        Simulation simulation = simulation(upload(500));
        flood(simulation, 4, 1, 8);
        simulation.run(Duration.ofSeconds(4));
        assertThat(bytes[8]).isEqualTo(4_000_000);
        assertThat(bytes[1]).isCloseTo(2_000_000L, within(7_000L));
    }

    @Test
    void only_high_normal_and_low_traffic_is_measured() {
        Simulation simulation =
                simulation(Settings.builder().detection(new BandwidthDetection(1, Duration.ofHours(1))));
        flood(simulation, 7, 3, 4, 5, 6, 7, 8, 9);
        simulation.run(Duration.ofSeconds(7));
        assertThat(simulation.detectedBandwidth(Direction.OUTGOING)).isNull();

        Simulation measured = simulation(Settings.builder().detection(new BandwidthDetection(1, Duration.ofHours(1))));
        flood(measured, 7, 3, 4, 5, 6, 7, 8, 9);
        Frame high = up(0);
        Frame low = up(2);
        measured.every(Duration.ofMillis(5), 1_400, () -> high).every(Duration.ofMillis(10), 700, () -> low);
        measured.run(Duration.ofSeconds(7));
        assertThat(measured.detectedBandwidth(Direction.OUTGOING)).isEqualTo(Rate.kilobytesPerSecond(300));
        assertThat(measured.detectedBandwidth(Direction.INCOMING)).isNull();
    }
}
