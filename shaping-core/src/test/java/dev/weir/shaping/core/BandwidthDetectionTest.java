package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a link whose bandwidth is found out is open, and what counts. Half of the estimate is handed out, and measured anew after a minute. */
class BandwidthDetectionTest {
    private static final int LENGTH = 1_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private long bytes;

    private Simulation simulation() {
        return Shaper.builder()
                .settings(Settings.builder()
                        .detection(new BandwidthDetection(0.5, Duration.ofMinutes(1)))
                        .build())
                .packetMemory(DataSize.ofBytes(1L << 28))
                .build()
                .simulate()
                .onRelease(packet -> bytes += packet.length());
    }

    /** Packets at regular intervals from now on. */
    private static void send(Simulation simulation, Duration interval, Duration time, int length) {
        Frame frame =
                Packets.udp("10.0.0.2", 5, "192.0.2.7", 443).length(length).outgoing();
        simulation.every(interval, time.toNanos() / interval.toNanos(), () -> frame);
    }

    private long passedIn(Simulation simulation, Duration time) {
        bytes = 0;
        simulation.run(time);
        return bytes;
    }

    @Test
    void a_few_packets_do_not_throttle_the_link() {
        Simulation simulation = simulation();
        send(simulation, Duration.ofMillis(400), Duration.ofSeconds(12), LENGTH);
        simulation.run(Duration.ofSeconds(12));
        assertThat(simulation.report().outgoing().delay().max()).isZero();
        send(simulation, Duration.ofMillis(1), Duration.ofSeconds(2), LENGTH);
        assertThat(passedIn(simulation, Duration.ofSeconds(2))).isEqualTo(2_000_000);
        send(simulation, Duration.ofMillis(1), Duration.ofSeconds(10), LENGTH);
        simulation.run(Duration.ofSeconds(2));
        assertThat(passedIn(simulation, SECOND)).as("half of it").isCloseTo(500_000L, within(1_000L));
    }

    @Test
    void the_link_is_open_for_five_seconds_and_then_held_to_its_share() {
        Simulation simulation = simulation();
        send(simulation, Duration.ofMillis(5), Duration.ofSeconds(80), LENGTH);
        assertThat(passedIn(simulation, Duration.ofSeconds(5)))
                .as("with the packet at the end")
                .isEqualTo(1_001_000);
        simulation.run(SECOND);
        assertThat(passedIn(simulation, Duration.ofSeconds(58))).isCloseTo(5_800_000L, within(1_000L));
        simulation.run(SECOND.plusMillis(100));
        assertThat(passedIn(simulation, Duration.ofMillis(4_800))).isEqualTo(960_000);
        simulation.run(SECOND);
        assertThat(passedIn(simulation, Duration.ofSeconds(5))).isCloseTo(500_000L, within(1_000L));
    }

    @Test
    void what_waited_when_a_measurement_began_is_no_part_of_it() {
        Simulation simulation = simulation();
        send(simulation, Duration.ofMillis(5), Duration.ofSeconds(80), LENGTH);
        simulation.run(Duration.ofSeconds(75));
        assertThat(simulation.detectedBandwidth(Direction.OUTGOING)).isEqualTo(Rate.kilobytesPerSecond(200));
    }

    @Test
    void a_slow_link_opens_at_once_when_it_is_measured_anew() {
        Simulation simulation = simulation();
        send(simulation, Duration.ofMillis(100), Duration.ofSeconds(5), 60);
        simulation.run(Duration.ofMillis(63_500));
        assertThat(simulation.detectedBandwidth(Direction.OUTGOING)).isEqualTo(Rate.bytesPerSecond(600));
        send(simulation, Duration.ofMillis(10), Duration.ofSeconds(10), LENGTH);
        assertThat(passedIn(simulation, Duration.ofMillis(1_499))).isLessThanOrEqualTo(3 * LENGTH);
        assertThat(passedIn(simulation, Duration.ofMillis(1))).isGreaterThan(140 * LENGTH);
        assertThat(passedIn(simulation, SECOND)).isEqualTo(100 * LENGTH);
        simulation.run(Duration.ofSeconds(5));
        assertThat(simulation.detectedBandwidth(Direction.OUTGOING)).isEqualTo(Rate.kilobytesPerSecond(100));
    }
}
