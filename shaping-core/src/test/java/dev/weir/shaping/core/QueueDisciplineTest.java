package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.Impairment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queue disciplines seen from outside: in a simulation, its report and its ledger. */
class QueueDisciplineTest {
    private static Simulation simulation(String line) {
        return Shaper.builder().upload(Impairment.parse(line)).seed(7).build().simulate();
    }

    private static Frame packet(int port, int ecn) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443)
                .payload(1_000)
                .ecn(ecn)
                .outgoing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"codel(ecn)", "fq-codel(ecn)", "pie(ecn)", "red(min=5 kB, max=60 kB, probability=10 %, ecn)"})
    void marks_packets_and_says_how_many(String discipline) {
        List<Integer> ecn = new ArrayList<>();
        Simulation simulation = simulation("rate=8 Mbit/s aqm=" + discipline)
                .onRelease(packet -> ecn.add(packet.array()[packet.offset() + 15] & 3));
        simulation.every(Duration.ofNanos(900_000), 2_000, () -> packet(1, 2));
        ShapingReport report = simulation.runToIdle();
        long marked = ecn.stream().filter(bits -> bits == 3).count();
        assertThat(marked).isPositive();
        assertThat(Objects.requireNonNull(report.outgoing().link()).packetsMarked())
                .isEqualTo(marked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"codel", "fq-codel", "pie", "red(min=5 kB, max=60 kB, probability=10 %)"})
    void drops_for_a_reason_of_its_own(String discipline) {
        Simulation simulation = simulation("rate=8 Mbit/s aqm=" + discipline);
        simulation.every(Duration.ofNanos(900_000), 2_000, () -> packet(1, 0));
        DirectionReport way = simulation.runToIdle().outgoing();
        assertThat(way.packetsDropped()).isPositive();
        assertThat(way.drops()).allMatch(drop -> drop.reason() == DropReason.AQM);
        assertThat(way.packetsIn()).isEqualTo(way.packetsOut() + way.packetsDropped());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fq-codel", "pie", "red(min=5 kB, max=60 kB, probability=10 %)"})
    void decides_alike_for_the_same_seed(String discipline) {
        assertThat(ledger(discipline)).isEqualTo(ledger(discipline)).contains("AQM");
    }

    private static String ledger(String discipline) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Simulation simulation = simulation("rate=8 Mbit/s aqm=" + discipline).ledger(DecisionLedger.to(bytes));
        simulation.every(Duration.ofNanos(1_800_000), 1_000, () -> packet(1, 0));
        simulation.every(Duration.ofNanos(1_700_000), 1_000, () -> packet(2, 0));
        simulation.runToIdle();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_packet_that_takes_the_room_of_another_is_accepted() {
        Simulation simulation = simulation("rate=8 kbit/s queue=2 packets aqm=head-drop");
        for (int i = 0; i < 5; i++) {
            assertThat(simulation.offer(packet(1, 0))).isEqualTo(Admission.ACCEPTED);
        }
        DirectionReport way = simulation.runToIdle().outgoing();
        assertThat(way.packetsOut()).isEqualTo(3);
        assertThat(way.packetsDropped()).isEqualTo(2);
    }

    @Test
    void a_shared_link_drops_from_its_tail() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedLink.of(Impairment.parse("rate=1 Mbit/s aqm=codel")))
                .withMessage("a shared link must drop from its tail: codel");
    }
}
