package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an embedded run tells of itself is what a simulation tells that took the same packets at the same times. */
class EmbeddedStatsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Adapter RADIO = new Adapter(7, "wlan0");
    private static final int COUNT = 3_000;

    private final Simulation simulation = shaper().simulate().startingAt(START);
    private final EmbeddedShaping embedded = shaper().embed(START, packet -> {});

    private static Shaper shaper() {
        Priority tracked = limit(100_000).perStream(Tracking.SOURCE_IP);
        ProcessResolver processes = connection -> new ProcessInfo(connection.localPort() / 10, "/bin/p", "", "ann");
        return Shaper.builder()
                .rule("tracked", (packet, context) -> packet.localPort() % 2 == 0 ? tracked : high())
                .settings(Settings.builder()
                        .detection(new BandwidthDetection(0.8, Duration.ofMinutes(60)))
                        .build())
                .detectCapacity(RADIO.id())
                .lookup(processes)
                .seed(4)
                .build();
    }

    @BeforeEach
    void offer() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < COUNT; i++) {
            long nanos = i * 1_000_000L;
            Frame frame = Packets.udp("10.0.0." + (1 + random.nextInt(3)), random.nextInt(40), "192.0.2.7", 443)
                    .length(100 + random.nextInt(1_000))
                    .outgoing();
            frame = random.nextInt(3) == 0 ? frame.adapter(RADIO) : frame;
            byte[] bytes = frame.bytes();
            simulation.offer(
                    nanos,
                    bytes,
                    0,
                    bytes.length,
                    bytes.length,
                    frame.linkType(),
                    frame.direction(),
                    frame.adapter(),
                    0);
            embedded.offer(
                    bytes,
                    0,
                    bytes.length,
                    bytes.length,
                    frame.linkType(),
                    frame.direction(),
                    frame.adapter(),
                    0,
                    nanos);
        }
    }

    @Test
    void counts_as_a_simulation_does() {
        assertThat(embedded.stats()).isEqualTo(simulation.stats());
        assertThat(embedded.stats().outgoing().packetsIn()).isEqualTo(COUNT);
        assertThat(embedded.stats().start()).isEqualTo(START);
        assertThat(embedded.history()).isEqualTo(simulation.history());
        assertThat(embedded.history().seconds()).hasSize(3);
        assertThat(embedded.connections()).isEqualTo(simulation.connections()).hasSize(3 * 40);
        assertThat(embedded.processes()).isEqualTo(simulation.processes()).hasSize(4);
        assertThat(embedded.streams()).isEqualTo(simulation.streams()).hasSize(3);
        assertThat(embedded.report()).isEqualTo(simulation.report());
    }

    @Test
    void finds_out_bandwidths_as_a_simulation_does() {
        Rate common = embedded.detectedBandwidth(Direction.OUTGOING);
        Rate radio = embedded.detectedBandwidth(RADIO.id(), Direction.OUTGOING);
        assertThat(common).isNotNull().isEqualTo(simulation.detectedBandwidth(Direction.OUTGOING));
        assertThat(radio)
                .isNotNull()
                .isNotEqualTo(common)
                .isEqualTo(simulation.detectedBandwidth(RADIO.id(), Direction.OUTGOING));
        assertThat(embedded.detectedBandwidth(Direction.INCOMING)).isNull();
        assertThat(embedded.detectedBandwidth(8, Direction.OUTGOING)).isNull();
    }
}
