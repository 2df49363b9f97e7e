package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Severity;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who counts as active, and for how long. Local ports up to 9 are high, others normal, from 100 on excluded; each port is a process of its own. */
class ClassActivityTest {
    private static final int LENGTH = 1_000;
    private static final Rate MEGABYTE = Rate.megabytesPerSecond(1);
    private static final ProcessResolver PROCESS_PER_PORT =
            connection -> new ProcessInfo(connection.localPort(), "/bin/p" + connection.localPort(), "", "");
    private static final List<Priority> EXCLUDED =
            List.of(limit(100_000), delay(1), drop(0.5), custom(100_000, 0, 1, 0, 0.1));

    private long high;
    private long normal;
    private long heldNanos;

    private static Priority byPort(int port) {
        if (port >= 100) {
            return EXCLUDED.get(port % EXCLUDED.size());
        }
        return port < 10 ? high() : normal();
    }

    private Simulation simulation(Settings settings) {
        return Shaper.builder()
                .rule("by port", (packet, context) -> byPort(packet.localPort()))
                .capacity(MEGABYTE, MEGABYTE)
                .settings(settings)
                .lookup(PROCESS_PER_PORT)
                .build()
                .simulate()
                .onRelease(packet -> {
                    int port = packet.array()[packet.offset() + 35];
                    if (port < 10) {
                        high += packet.length();
                        heldNanos = packet.releaseNanos() - packet.arrivalNanos();
                    } else if (port < 100) {
                        normal += packet.length();
                    }
                });
    }

    private static Frame frame(int port) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443).length(LENGTH).outgoing();
    }

    private static void every(Simulation simulation, long micros, Duration time, int port) {
        Frame frame = frame(port);
        simulation.every(Duration.ofNanos(1_000 * micros), time.toNanos() / (1_000 * micros), () -> frame);
    }

    private double highShare(Simulation simulation, Duration skip, Duration time) {
        simulation.run(skip);
        high = 0;
        normal = 0;
        simulation.run(time);
        return high / (double) (high + normal);
    }

    @Test
    void a_sender_counts_for_a_second_after_its_last_packet() {
        Settings fourToTwo = Settings.builder().severity(new Severity(50, 1)).build();
        Simulation simulation = simulation(fourToTwo);
        every(simulation, 500, Duration.ofSeconds(6), 1);
        every(simulation, 500, Duration.ofSeconds(6), 12);
        every(simulation, 500, Duration.ofSeconds(2), 2);
        assertThat(highShare(simulation, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .isCloseTo(8 / 10.0, within(0.01));
        assertThat(highShare(simulation, Duration.ZERO, Duration.ofMillis(900))).isCloseTo(8 / 10.0, within(0.01));
        assertThat(highShare(simulation, Duration.ofMillis(200), Duration.ofSeconds(2)))
                .isCloseTo(4 / 6.0, within(0.01));
    }

    @Test
    void excluded_traffic_makes_no_class_active_and_counts_as_no_sender() {
        Settings fourToTwo = Settings.builder().severity(new Severity(50, 1)).build();
        Simulation simulation = simulation(fourToTwo);
        every(simulation, 500, Duration.ofSeconds(4), 1);
        every(simulation, 500, Duration.ofSeconds(4), 12);
        for (int port = 100; port < 108; port++) {
            every(simulation, 4_000, Duration.ofSeconds(4), port);
        }
        assertThat(highShare(simulation, Duration.ofSeconds(1), Duration.ofSeconds(3)))
                .isCloseTo(4 / 6.0, within(0.01));
        assertThat(high + normal).isCloseTo(3_000_000L, within(2_000L));
    }

    /** A class that is not active weighs as little as low, so a packet of it waits for several of the other. */
    @ParameterizedTest
    @CsvSource({
        "100000, 0, true", // exactly 1 % of the capacity
        "70000, 0, false", // more than that
        "25000, 500, false", // half of what it was, still more
        "25000, 1100, true", // a second without a packet
    })
    void slow_detection_looks_at_the_last_second(long micros, long pauseMillis, boolean waits) {
        Settings slow = Settings.builder()
                .severity(new Severity(50, 5))
                .fastDetection(false)
                .build();
        Simulation simulation = simulation(slow);
        every(simulation, 500, Duration.ofSeconds(5), 12);
        every(simulation, micros, Duration.ofSeconds(2), 1);
        simulation.run(Duration.ofMillis(2_000 + pauseMillis));
        simulation.offer(frame(1));
        simulation.run(Duration.ofMillis(50));
        if (waits) {
            assertThat(heldNanos).isGreaterThan(4_000_000);
        } else {
            assertThat(heldNanos).isLessThanOrEqualTo(3_000_000);
        }
    }

    @Test
    void fast_detection_needs_no_past() {
        Simulation simulation =
                simulation(Settings.builder().severity(new Severity(50, 5)).build());
        every(simulation, 500, Duration.ofSeconds(2), 12);
        simulation.run(Duration.ofSeconds(1));
        simulation.offer(frame(1));
        simulation.run(Duration.ofMillis(50));
        assertThat(heldNanos).isLessThanOrEqualTo(3_000_000);
    }
}
