package dev.weir.shaping.core;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private final Simulation simulation = Shaper.builder().build().simulate();
    private final List<Integer> lengths = new ArrayList<>();

    GeneratorTest() {
        simulation.onRelease(packet -> lengths.add(packet.length()));
    }

    private static Frame frame(int length) {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(length).outgoing();
    }

    @Test
    void offers_packets_planned_for_one_instant_in_the_order_they_were_planned() {
        for (int length = 100; length < 110; length++) {
            Frame frame = frame(length);
            simulation.at(ofMillis(1), () -> frame);
        }
        simulation.runToIdle();
        assertThat(lengths).containsExactly(100, 101, 102, 103, 104, 105, 106, 107, 108, 109);
    }

    @Test
    void offers_planned_packets_before_one_that_is_offered_at_the_same_instant() {
        simulation.at(ZERO, () -> frame(100)).offer(frame(101));
        simulation.at(ofMillis(1), () -> frame(102)).run(ofMillis(1)).offer(frame(103));
        assertThat(lengths).containsExactly(100, 101, 102, 103);
    }

    @Test
    void takes_any_number_of_packets_planned_for_one_instant() {
        Frame frame = frame(100);
        for (int i = 0; i < 50_000; i++) {
            simulation.at(ofMillis(1), () -> frame);
        }
        assertThat(simulation.runToIdle().outgoing().packetsOut()).isEqualTo(50_000);
    }

    @Test
    void makes_a_packet_when_its_time_has_come() {
        List<Duration> times = new ArrayList<>();
        simulation.every(ofMillis(3), 4, () -> {
            times.add(simulation.now());
            return frame(100);
        });
        simulation.runToIdle();
        assertThat(times).containsExactly(ZERO, ofMillis(3), ofMillis(6), ofMillis(9));
    }

    @Test
    void takes_turns_between_generators() {
        Frame first = frame(100);
        Frame second = frame(200);
        simulation.every(ofMillis(2), 3, () -> first).every(ofMillis(3), 2, () -> second);
        simulation.run(ofMillis(3));
        assertThat(lengths).containsExactly(100, 200, 100, 200);
        simulation.run(ofMillis(1));
        assertThat(lengths).containsExactly(100, 200, 100, 200, 100);
    }

    @Test
    void starts_a_series_at_the_time_it_is_planned() {
        List<Long> releases = new ArrayList<>();
        simulation.onRelease(packet -> releases.add(packet.releaseNanos()));
        simulation.run(ofMillis(5)).every(ofMillis(1), 2, () -> frame(100)).runToIdle();
        assertThat(releases).containsExactly(5_000_000L, 6_000_000L);
    }

    @Test
    void goes_on_after_being_idle() {
        Simulation delayed =
                Shaper.builder().upload(Impairment.parse("delay=5 ms")).build().simulate();
        delayed.at(ZERO, () -> frame(100)).runToIdle();
        assertThat(delayed.now()).isEqualTo(ofMillis(5));
        delayed.at(ofMillis(7), () -> frame(100)).runToIdle();
        assertThat(delayed.now()).isEqualTo(ofMillis(12));
        assertThat(delayed.report().outgoing().packetsOut()).isEqualTo(2);
    }

    @Test
    void refuses_times_that_cannot_be() {
        simulation.run(ofSeconds(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.at(ofMillis(999), () -> frame(100)))
                .withMessage("time must not be before now, PT1S: PT0.999S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.run(ofMillis(-1)))
                .withMessage("time must not be negative: PT-0.001S");
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.every(ofMillis(-1), 1, () -> frame(100)));
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.every(ofMillis(1), -1, () -> frame(100)));
    }

    @Test
    void keeps_its_start_once_packets_have_come() {
        simulation.offer(frame(100));
        assertThatIllegalStateException().isThrownBy(() -> simulation.startingAt(Instant.EPOCH));
        assertThatIllegalStateException().isThrownBy(() -> simulation.ledger(DecisionLedger.keepLast(1)));
    }

    @Test
    void refuses_lengths_that_cannot_be() {
        byte[] bytes = frame(100).bytes();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.offer(Frame.of(
                        new byte[262_145], frame(100).linkType(), frame(100).direction())))
                .withMessage("captured length must be within 0..262144 bytes: 262145");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.offer(
                        0, bytes, 0, 100, 99, frame(100).linkType(), frame(100).direction(), 0))
                .withMessage("length must be within 100..268435455 bytes: 99");
        assertThat(simulation.report().outgoing().packetsIn()).isZero();
    }
}
