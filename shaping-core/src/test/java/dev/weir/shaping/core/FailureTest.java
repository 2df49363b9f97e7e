package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.normal;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.impair.Impairment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static Frame frame() {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(1_000).outgoing();
    }

    @Test
    void a_listener_that_throws_loses_no_packet() {
        List<Long> released = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .upload(Impairment.parse("limit=20 kB/s"))
                .build()
                .simulate()
                .onRelease(packet -> {
                    released.add(packet.number());
                    if (packet.number() == 3) {
                        throw new AssertionError("third");
                    }
                });
        simulation.every(ofMillis(1), 10, FailureTest::frame);
        assertThatThrownBy(simulation::runToIdle)
                .isInstanceOf(AssertionError.class)
                .hasMessage("third");
        ShapingReport report = simulation.runToIdle();
        assertThat(released).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(report.outgoing().packetsOut()).isEqualTo(10);
        assertThat(report.outgoing().packetsHeld()).isZero();
    }

    @Test
    void an_error_in_a_rule_reaches_the_caller_and_leaves_nothing_behind() {
        boolean[] broken = {true};
        Simulation simulation = Shaper.builder()
                .rule("broken", (packet, context) -> {
                    if (broken[0]) {
                        throw new AssertionError("no packet expected");
                    }
                    return normal();
                })
                .build()
                .simulate();
        assertThatThrownBy(() -> simulation.offer(frame())).hasMessage("no packet expected");
        broken[0] = false;
        simulation.offer(frame());
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsIn()).isEqualTo(1);
        assertThat(report.outgoing().packetsOut()).isEqualTo(1);
    }

    @Test
    void a_listener_must_not_call_its_simulation() {
        Simulation simulation = Shaper.builder().build().simulate();
        simulation.onRelease(packet -> simulation.offer(frame()));
        assertThatIllegalStateException()
                .isThrownBy(() -> simulation.offer(frame()))
                .withMessageContaining("must not call");
    }
}
