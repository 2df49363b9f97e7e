package dev.weir.shaping.core;

import static dev.weir.shaping.Direction.OUTGOING;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.impair.Impairment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of packets. */
class DuplicateTest {
    private static final int PACKETS = 100_000;

    private final byte[] bytes = LossRun.bytes(0);
    private final List<String> left = new ArrayList<>();

    private void offer(Simulation simulation, int packets) {
        for (int i = 0; i < packets; i++) {
            simulation.offer(i * 1_000L, bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, OUTGOING, i);
        }
    }

    private static Simulation both(String rule, String line) {
        Priority priority = Priorities.custom(Impairment.parse(rule));
        return Shaper.builder()
                .rule("copies", (packet, context) -> priority)
                .upload(Impairment.parse(line))
                .seed(3)
                .build()
                .simulate();
    }

    private void note(ReleasedPacket packet) {
        left.add(packet.token() + "." + packet.copy() + " at " + packet.releaseNanos());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void copies_the_share_that_was_asked_for(boolean ruled) {
        Impairment impairment = Impairment.parse("duplicate=10 % 3 copies delay=1 ms");
        Simulation simulation = ruled ? LossRun.ruled(impairment) : LossRun.lined(impairment);
        offer(simulation, PACKETS);
        DirectionReport report = simulation.runToIdle().outgoing();
        assertThat(report.packetsDuplicated() % 3).isZero();
        assertThat(report.packetsDuplicated() / 3.0 / PACKETS)
                .isCloseTo(0.1, within(5 * Math.sqrt(0.1 * 0.9 / PACKETS)));
        assertThat(report.packetsIn()).isEqualTo(PACKETS + report.packetsDuplicated());
        assertThat(report.packetsOut()).isEqualTo(report.packetsIn());
        assertThat(report.bytesOut()).isEqualTo(report.packetsOut() * bytes.length);
        assertThat(report.packetsReordered()).isZero();
        assertThat(report.packetsDropped() + report.packetsHeld()).isZero();
    }

    @Test
    void copies_come_behind_their_original_and_are_not_copied_again() {
        Simulation simulation = both("duplicate=100 % 2 copies delay=1 ms", "duplicate=100 % delay=1 ms")
                .onRelease(this::note);
        offer(simulation, 2);
        RuleReport rule = simulation.runToIdle().rules().get(0);
        assertThat(left)
                .containsExactly(
                        "0.0 at 2000000",
                        "0.8 at 2000000",
                        "0.1 at 2000000",
                        "0.2 at 2000000",
                        "1.0 at 2001000",
                        "1.8 at 2001000",
                        "1.1 at 2001000",
                        "1.2 at 2001000");
        assertThat(rule.packetsIn()).isEqualTo(8).isEqualTo(rule.packetsOut());
        assertThat(rule.packetsDuplicated()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void copies_meet_what_follows_by_draws_of_their_own(boolean ruled) {
        Impairment impairment = Impairment.parse("duplicate=100 % loss=40 %");
        int[] arrived = new int[PACKETS];
        Simulation simulation = (ruled ? LossRun.ruled(impairment) : LossRun.lined(impairment))
                .onRelease(packet -> arrived[(int) packet.token()] += packet.copy() == 0 ? 1 : 2);
        offer(simulation, PACKETS);
        simulation.runToIdle();
        int[] cases = new int[4];
        for (int each : arrived) {
            cases[each]++;
        }
        double[] expected = {0.16, 0.24, 0.24, 0.36};
        for (int i = 0; i < 4; i++) {
            assertThat((double) cases[i] / PACKETS)
                    .isCloseTo(expected[i], within(5 * Math.sqrt(expected[i] * (1 - expected[i]) / PACKETS)));
        }
    }

    @Test
    void original_keeps_its_fate() {
        boolean[] alone = LossRun.lost(LossRun.ruled(Impairment.parse("loss=20 %")), 1_000, 1, 1_000);
        boolean[] copied = new boolean[1_000];
        Simulation simulation = LossRun.ruled(Impairment.parse("duplicate=50 % loss=20 %"))
                .onRelease(packet -> copied[(int) packet.token()] |= packet.copy() == 0);
        offer(simulation, 1_000);
        simulation.runToIdle();
        for (int i = 0; i < 1_000; i++) {
            assertThat(copied[i]).isEqualTo(!alone[i]);
        }
    }

    @Test
    void a_copy_without_room_is_not_made_and_counted() {
        Simulation simulation = Shaper.builder()
                .upload(Impairment.parse("duplicate=100 % 7 copies delay=10 ms"))
                .packetMemory(DataSize.ofBytes(3 * (128 + 64)))
                .build()
                .simulate();
        offer(simulation, 1);
        DirectionReport held = simulation.report().outgoing();
        assertThat(held.packetsHeld()).isEqualTo(3);
        DirectionReport report = simulation.runToIdle().outgoing();
        assertThat(report.packetsIn()).isEqualTo(8);
        assertThat(report.packetsDuplicated()).isEqualTo(2);
        assertThat(report.packetsOut()).isEqualTo(3);
        assertThat(report.drops()).containsExactly(new DropReport(DropReason.PACKET_MEMORY_FULL, 5, 5L * bytes.length));
    }

    @Test
    void copies_of_a_source_that_waits_can_be_lost() {
        Simulation simulation = Shaper.builder()
                .upload(Impairment.parse("duplicate=100 % rate=1 Mbit/s queue=2 packets"))
                .build()
                .simulate();
        Frame frame = Packets.udp("10.0.0.2", 1, "192.0.2.7", 2).length(1_000).outgoing();
        int taken = 0;
        for (int i = 0; i < 20; i++) {
            taken += simulation.offerLossless(frame).reason() == null ? 1 : 0;
            simulation.run(ofMillis(3));
        }
        DirectionReport report = simulation.runToIdle().outgoing();
        assertThat(report.packetsDuplicated()).isPositive();
        assertThat(report.packetsIn()).isEqualTo(report.packetsOut() + report.packetsDropped());
        assertThat(report.packetsDropped())
                .isLessThan(report.packetsDuplicated())
                .isPositive();
        assertThat(taken).isPositive();
    }

    @Test
    void embedded_runs_hear_of_copies() {
        List<String> events = new ArrayList<>();
        EmbeddedShaping shaping = Shaper.builder()
                .upload(Impairment.parse("duplicate=100 % loss=packets(2)"))
                .build()
                .embed(Instant.EPOCH, packet -> events.add("left " + packet.token() + "." + packet.copy()))
                .onDrop((packet, reason) -> events.add(reason + " " + packet.token() + "." + packet.copy()))
                .onCopy(copy -> events.add("copy " + copy.token() + "." + copy.copy()));
        assertThat(shaping.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, OUTGOING, 7, 0)
                        .reason())
                .isNull();
        assertThat(events).containsExactly("copy 7.8", "left 7.0", "LOSS 7.8");
    }

    @Test
    void lines_begin_and_cease_to_copy() {
        Simulation simulation = LossRun.lined(Impairment.NONE).onRelease(this::note);
        simulation.line(ofMillis(1), OUTGOING, Impairment.parse("duplicate=100 %"));
        simulation.line(ofMillis(2), OUTGOING, Impairment.parse("duplicate=100 % 2 copies"));
        simulation.line(ofMillis(3), OUTGOING, Impairment.parse("delay=1 us"));
        for (int i = 0; i < 4; i++) {
            long nanos = i * 1_000_000L + 500_000;
            simulation.offer(nanos, bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, OUTGOING, i);
        }
        simulation.runToIdle();
        assertThat(left.stream().map(packet -> packet.substring(0, 3)))
                .containsExactly("0.0", "1.0", "1.8", "2.0", "2.8", "2.9", "3.0");
    }
}
