package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.match.Matches.remotePorts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.lookup.ProcessResolver;
import org.junit.jupiter.api.Test;

class FlowPlanTest {
    private static Frame to(int port) {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", port).payload(100).outgoing();
    }

    /** The first packet of the second flow never comes to the rules, and the flow has the place of the first one. */
    @Test
    void does_not_take_a_flow_for_the_one_before_it() {
        boolean[] thrown = {false};
        ProcessResolver owner = connection -> {
            if (connection.remotePort() == 80 && !thrown[0]) {
                thrown[0] = true;
                throw new AssertionError("asked");
            }
            return null;
        };
        Simulation simulation = Shaper.builder()
                .rule("web", remotePorts("443"), high())
                .lookup(owner)
                .maxFlows(1)
                .build()
                .simulate();
        simulation.offer(to(443));
        simulation.offer(to(443));
        assertThatThrownBy(() -> simulation.offer(to(80))).isInstanceOf(AssertionError.class);
        simulation.offer(to(80));
        assertThat(simulation.runToIdle().rules())
                .extracting(RuleReport::packetsIn)
                .containsExactly(2L, 1L);
    }
}
