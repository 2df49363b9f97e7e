package dev.weir.shaping.core.rule.compile;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.match.Matches.remotePorts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Context;
import dev.weir.shaping.Direction;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.rule.Providers;
import org.junit.jupiter.api.Test;

class FlowPlansTest {
    private final FlowPlans plans = new FlowPlans();
    private final PacketKey key = new PacketKey();
    private final PacketView view =
            new PacketView(new PacketHeaders(), new FlowTable(1, new FlowSlots()), Providers.NONE);

    private Plan plan(RuleProgram program, int port, int flow, boolean starts) {
        key.way = PacketKey.way(Direction.OUTGOING, 4);
        key.sourcePort = port < 0 ? PacketKey.NO_PORT : 1;
        key.destinationPort = port < 0 ? PacketKey.NO_PORT : port;
        if (starts) {
            plans.forget(flow);
        }
        return plans.plan(program, key, view, new Context[0], flow);
    }

    @Test
    void asks_once_for_each_flow_until_the_program_changes() {
        RuleCompiler compiler = new RuleCompiler();
        RuleProgram program = compiler.compile(RuleSet.empty().with("a", remotePorts("0-99"), high()));
        plans.clear();
        Plan known = plan(program, 7, 3_000, true);
        assertThat(known.hit(0)).isEqualTo(1);
        assertThat(plan(program, 8, 3_001, true)).isSameAs(known);
        assertThat(plan(program, 7_000, 3_000, false)).as("not looked up again").isSameAs(known);
        assertThat(plan(program, 7_000, 3_000, true).size()).as("another flow").isZero();
        assertThat(plan(program, 0, 0, true)).isSameAs(known);
        assertThat(plan(program, -1, 0, false).size()).as("without ports").isZero();
        plans.clear();
        RuleProgram second = compiler.compile(
                RuleSet.empty().with("b", (packet, context) -> null).with("a", remotePorts("0-99"), high()));
        assertThat(plan(second, 7, 3_001, false).hit(0)).isEqualTo(3);
    }

    @Test
    void gives_up_plans_when_there_are_as_many_as_may_be() {
        Plans many = new Plans();
        int[] hits = new int[1];
        for (int i = 0; i < Plans.MOST; i++) {
            hits[0] = i;
            assertThat(many.isFull()).isFalse();
            assertThat(many.number(hits, 1, false)).isEqualTo(i);
            assertThat(many.number(hits, 1, false)).isEqualTo(i);
        }
        assertThat(many.isFull()).isTrue();
        many.clear();
        assertThat(many.number(hits, 1, false)).isZero();
        assertThat(many.get(0).has(hits, 1, false)).isTrue();
        assertThat(many.number(hits, 1, true)).isEqualTo(1);
    }
}
