package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.normal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.AckPolicy;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which packets are pure acknowledgements, and what is done for them. */
class AckBoostTest {
    private static final int BACKLOG = 50;
    private static final Rate SLOW = Rate.kilobytesPerSecond(100);

    private static Settings strict(AckPolicy acks) {
        return Settings.builder().severity(new Severity(100, 1)).acks(acks).build();
    }

    private static Frame tcp(UnaryOperator<PacketBuilder> change) {
        return change.apply(Packets.tcp("10.0.0.2", 5, "192.0.2.7", 80)).outgoing();
    }

    /** Whether a packet overtakes a backlog of another priority. */
    private static boolean overtakes(AckPolicy acks, Priority backlog, Priority priority, Frame frame) {
        List<Long> released = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("all", (packet, context) -> packet.ipProto() == 17 ? backlog : priority)
                .capacity(SLOW, SLOW)
                .settings(strict(acks))
                .build()
                .simulate()
                .onRelease(packet -> released.add(packet.number()));
        for (int i = 0; i < BACKLOG; i++) {
            simulation.offer(
                    Packets.udp("10.0.0.2", 6, "192.0.2.7", 80).length(1_000).outgoing());
        }
        simulation.offer(frame);
        simulation.runToIdle();
        assertThat(released).hasSize(BACKLOG + 1);
        return released.indexOf(BACKLOG + 1L) < 2;
    }

    @Test
    void only_a_bare_acknowledgement_is_one() {
        assertThat(boosted(tcp(PacketBuilder::ack))).isTrue();
        assertThat(boosted(tcp(packet -> packet.ack().psh()))).isTrue();
        assertThat(boosted(tcp(packet -> packet))).as("no flag").isFalse();
        assertThat(boosted(tcp(packet -> packet.ack().payload(1))))
                .as("payload")
                .isFalse();
        assertThat(boosted(tcp(packet -> packet.ack().syn()))).as("syn").isFalse();
        assertThat(boosted(tcp(packet -> packet.ack().fin()))).as("fin").isFalse();
        assertThat(boosted(tcp(packet -> packet.ack().rst()))).as("rst").isFalse();
        assertThat(boosted(Packets.ip("10.0.0.2", "192.0.2.7", 6).outgoing()))
                .as("cut off")
                .isFalse();
    }

    private static boolean boosted(Frame frame) {
        return overtakes(AckPolicy.HIGH, normal(), low(), frame);
    }

    @Test
    void acknowledgements_of_normal_and_low_compete_as_high() {
        Frame ack = tcp(PacketBuilder::ack);
        assertThat(overtakes(AckPolicy.HIGH, normal(), normal(), ack)).isTrue();
        assertThat(overtakes(AckPolicy.HIGH, normal(), low(), ack)).isTrue();
        assertThat(overtakes(AckPolicy.HIGH, high(), low(), ack)).isFalse();
        assertThat(overtakes(AckPolicy.OFF, normal(), normal(), ack)).isFalse();
        assertThat(overtakes(AckPolicy.OFF, normal(), low(), ack)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(AckPolicy.class)
    void an_impairment_stays_exact(AckPolicy acks) {
        assertThat(alone(acks, delay(50)).outgoing().delay().max()).isEqualTo(Duration.ofMillis(50));
        assertThat(alone(acks, custom(0, 0, 50, 0, 0)).outgoing().delay().max()).isEqualTo(Duration.ofMillis(50));
        assertThat(alone(acks, custom(54, 0, 0, 0, 0)).outgoing().delay().max()).isGreaterThan(Duration.ofSeconds(1));
        assertThat(alone(acks, drop(1.0)).outgoing().packetsOut()).isZero();
        assertThat(alone(acks, block()).outgoing().packetsOut()).isZero();
    }

    @ParameterizedTest
    @EnumSource(AckPolicy.class)
    void a_limit_is_lifted_only_if_told_so(AckPolicy acks) {
        Duration longest = alone(acks, limit(54)).outgoing().delay().max();
        assertThat(longest.isZero()).isEqualTo(acks == AckPolicy.BYPASS_LIMITS);
    }

    /** Many acknowledgements at once under one priority. */
    private static ShapingReport alone(AckPolicy acks, Priority priority) {
        Simulation simulation = Shaper.builder()
                .rule("all", (packet, context) -> priority)
                .capacity(SLOW, SLOW)
                .settings(strict(acks))
                .build()
                .simulate();
        Frame ack = tcp(PacketBuilder::ack);
        for (int i = 0; i < 25; i++) {
            simulation.offer(ack);
        }
        simulation.offer(ack);
        simulation.every(Duration.ofMillis(10), 10, () -> ack);
        return simulation.runToIdle();
    }
}
