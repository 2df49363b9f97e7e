package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What waits where, and what has no room. */
class ClassQueueTest {
    private static final int LENGTH = 1_000;
    private static final Settings STRICT =
            Settings.builder().severity(new Severity(100, 1)).build();

    private Priority priority = low();
    private final List<Long> released = new ArrayList<>();

    private Simulation simulation(Settings settings, long bytesPerSecond) {
        Rate rate = Rate.bytesPerSecond(bytesPerSecond);
        return Shaper.builder()
                .rule("now", (packet, context) -> priority)
                .capacity(rate, rate)
                .settings(settings)
                .packetMemory(DataSize.ofBytes(1L << 28))
                .build()
                .simulate()
                .onRelease(packet -> released.add(packet.number()));
    }

    private static Frame frame(int length) {
        return Packets.udp("10.0.0.2", 5, "192.0.2.7", 443).length(length).outgoing();
    }

    private void offer(Simulation simulation, Priority as, int count, int length) {
        priority = as;
        Frame frame = frame(length);
        for (int i = 0; i < count; i++) {
            simulation.offer(frame);
        }
    }

    private static List<Long> numbers(long... ranges) {
        LongStream result = LongStream.empty();
        for (int i = 0; i < ranges.length; i += 2) {
            result = LongStream.concat(result, LongStream.rangeClosed(ranges[i], ranges[i + 1]));
        }
        return result.boxed().toList();
    }

    @Test
    void packets_that_wait_keep_the_class_they_came_with() {
        Simulation simulation = simulation(STRICT, 100_000);
        offer(simulation, low(), 10, LENGTH);
        offer(simulation, high(), 5, LENGTH);
        offer(simulation, low(), 5, LENGTH);
        offer(simulation, normal(), 5, LENGTH);
        simulation.runToIdle();
        assertThat(released).isEqualTo(numbers(1, 1, 11, 15, 21, 25, 2, 10, 16, 20));
    }

    @Test
    void a_class_is_first_come_first_served_whoever_sends() {
        Simulation simulation = simulation(Settings.DEFAULT, 100_000);
        offer(simulation, normal(), 100, LENGTH);
        simulation.offer(
                Packets.udp("10.0.0.3", 6, "192.0.2.7", 443).length(LENGTH).outgoing());
        simulation.runToIdle();
        assertThat(released).isEqualTo(numbers(1, 101));
    }

    @Test
    void without_a_capacity_nothing_waits() {
        Simulation simulation = Shaper.builder()
                .rule("now", (packet, context) -> priority)
                .settings(STRICT)
                .build()
                .simulate();
        offer(simulation, low(), 1_000, LENGTH);
        offer(simulation, high(), 1_000, LENGTH);
        ShapingReport report = simulation.report();
        assertThat(report.outgoing().packetsOut()).isEqualTo(2_000);
        assertThat(report.outgoing().delay().max()).isZero();
    }

    /** What passes at once is 10 ms at the rate, at least 1514 bytes; a packet may be of another size than what is left. */
    @ParameterizedTest
    @CsvSource({"100000, 196608", "1000000, 500000", "10000000, 5000000"})
    void the_queues_hold_half_a_second_but_192_kib_at_least(long bytesPerSecond, long boundBytes) {
        Simulation simulation = simulation(Settings.DEFAULT, bytesPerSecond);
        offer(simulation, normal(), 10_000, LENGTH);
        long atOnce = Math.max(1_514, bytesPerSecond / 100) / LENGTH;
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsOut()).isEqualTo(atOnce + boundBytes / LENGTH);
        assertThat(report.outgoing().drops())
                .extracting(DropReport::reason)
                .containsExactly(DropReason.CLASS_QUEUE_FULL);
    }

    @Test
    void what_must_go_goes_from_the_tail_of_the_lowest_class() {
        Simulation simulation = simulation(STRICT, 1_000_000);
        offer(simulation, normal(), 10, LENGTH);
        offer(simulation, low(), 250, LENGTH);
        offer(simulation, normal(), 250, LENGTH);
        offer(simulation, high(), 100, LENGTH);
        simulation.runToIdle();
        assertThat(released)
                .as("low is down to its third, then normal gives way")
                .isEqualTo(numbers(1, 10, 511, 610, 261, 494, 11, 176));
    }

    @Test
    void a_packet_longer_than_the_burst_passes_a_link_at_rest_and_later_ones_pay_for_it() {
        Simulation simulation = simulation(Settings.DEFAULT, 100_000);
        offer(simulation, normal(), 1, 60_000);
        assertThat(released).hasSize(1);
        offer(simulation, normal(), 1, LENGTH);
        simulation.run(Duration.ofMillis(580));
        assertThat(released).hasSize(1);
        simulation.run(Duration.ofMillis(20));
        assertThat(released).hasSize(2);
    }

    @Test
    void a_packet_longer_than_its_part_of_a_round_gathers_until_it_goes() {
        Settings hundredToOne = Settings.builder().severity(new Severity(90, 1)).build();
        Simulation simulation = simulation(hundredToOne, 1_000_000);
        offer(simulation, high(), 200, LENGTH);
        offer(simulation, low(), 1, 60_000);
        priority = high();
        simulation.every(Duration.ofNanos(500_000), 16_000, constant(frame(LENGTH)));
        simulation.run(Duration.ofSeconds(5));
        assertThat(released).doesNotContain(201L);
        simulation.run(Duration.ofSeconds(2));
        assertThat(released).contains(201L);
        double high = (released.size() - 1) * (double) LENGTH;
        assertThat(high + 60_000).isCloseTo(7_010_000.0, within(10_000.0));
    }

    private static Supplier<Frame> constant(Frame frame) {
        return () -> frame;
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "5, 10", "100, 100", "1000, 1000"})
    void the_preferred_latency_lets_that_much_pass_at_once(long latencyMillis, int packets) {
        Settings settings = Settings.builder()
                .preferredLatency(Duration.ofMillis(latencyMillis))
                .build();
        Simulation simulation = simulation(settings, 1_000_000);
        offer(simulation, normal(), packets + 50, LENGTH);
        assertThat(released).hasSize(packets);
        simulation.run(Duration.ofNanos(999_999));
        assertThat(released).hasSize(packets);
        simulation.run(Duration.ofNanos(49_000_001));
        assertThat(released).hasSize(packets + 50);
    }
}
