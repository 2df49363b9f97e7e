package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileClockTest {
    private static final byte[] BYTES = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
            .length(1_000)
            .outgoing()
            .bytes();

    private final List<Long> arrivals = new ArrayList<>();
    private final List<Long> releases = new ArrayList<>();

    private Simulation ruled(Priority priority) {
        return watched(Shaper.builder().rule("all", (packet, context) -> priority));
    }

    private Simulation watched(Shaper.Builder recipe) {
        return recipe.build().simulate().onRelease(packet -> {
            arrivals.add(packet.arrivalNanos());
            releases.add(packet.releaseNanos());
        });
    }

    private static Admission offer(Simulation simulation, long nanos) {
        return simulation.offer(nanos, BYTES, 0, BYTES.length, BYTES.length, LinkType.ETHERNET, Direction.OUTGOING, 0);
    }

    @Test
    void clamps_and_counts_times_that_run_backward() {
        Simulation simulation = ruled(delay(10));
        assertThat(offer(simulation, 5_000)).isEqualTo(Admission.ACCEPTED);
        assertThat(offer(simulation, 4_999)).isEqualTo(Admission.ACCEPTED);
        assertThat(offer(simulation, Long.MIN_VALUE)).isEqualTo(Admission.ACCEPTED);
        assertThat(offer(simulation, 5_001)).isEqualTo(Admission.ACCEPTED);
        assertThat(simulation.now()).isEqualTo(Duration.ofNanos(5_001));
        ShapingReport report = simulation.runToIdle();
        assertThat(report.clampedTimestamps()).isEqualTo(2);
        assertThat(arrivals).containsExactly(5_000L, 5_000L, 5_000L, 5_001L);
        assertThat(releases).containsExactly(10_005_000L, 10_005_000L, 10_005_000L, 10_005_001L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay=1 s", "delay=1 s jitter=999 ms", "delay=1 h jitter=59 min"})
    void holds_delayed_packets_to_the_end_of_time(String line) {
        Simulation simulation = watched(Shaper.builder().upload(Impairment.parse(line)));
        offer(simulation, Long.MAX_VALUE - 1_000);
        offer(simulation, Long.MAX_VALUE - 999);
        assertThat(releases).isEmpty();
        simulation.runToIdle();
        assertThat(releases).containsExactly(Long.MAX_VALUE, Long.MAX_VALUE);
        offer(simulation, Long.MAX_VALUE);
        assertThat(simulation.runToIdle().outgoing().packetsHeld()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=1 bit/s", "limit=1 packets/s", "rate=1 bit/s", "limit=1 kbit/s rate=1 bit/s delay=1 h"})
    void lets_all_go_at_the_end_of_time(String line) {
        Simulation simulation = watched(Shaper.builder().upload(Impairment.parse(line)));
        for (int i = 0; i < 20; i++) {
            byte[] bytes = BYTES;
            int length = i < 10 ? bytes.length : 5_000;
            simulation.offer(
                    Long.MAX_VALUE - 20 + i, bytes, 0, bytes.length, length, LinkType.ETHERNET, Direction.OUTGOING, 0);
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsOut()).isEqualTo(20);
        assertThat(releases).isSorted().last().isEqualTo(Long.MAX_VALUE);
        assertThat(report.duration()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void sends_no_packet_early_after_a_transmission_beyond_the_end_of_time() {
        Simulation simulation = watched(Shaper.builder().upload(Impairment.parse("rate=1 bit/s queue=1000 packets")));
        for (int i = 0; i < 50; i++) {
            simulation.offer(
                    0, BYTES, 0, BYTES.length, Simulation.MAX_LENGTH, LinkType.ETHERNET, Direction.OUTGOING, 0);
        }
        simulation.runToIdle();
        assertThat(releases)
                .hasSize(50)
                .isSorted()
                .element(3)
                .isEqualTo(4 * 8L * Simulation.MAX_LENGTH * 1_000_000_000);
        assertThat(releases.subList(4, 50)).containsOnly(Long.MAX_VALUE);
    }

    @Test
    void stops_at_the_end_of_time() {
        Simulation simulation = watched(Shaper.builder());
        Frame frame = Frame.of(BYTES, LinkType.ETHERNET, Direction.OUTGOING);
        simulation.run(Duration.ofNanos(Long.MAX_VALUE - 5)).every(Duration.ofNanos(3), 4, () -> frame);
        simulation.run(Duration.ofNanos(Long.MAX_VALUE));
        assertThat(releases).containsExactly(Long.MAX_VALUE - 5, Long.MAX_VALUE - 2, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(simulation.now()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }
}
