package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Settings;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Local ports tell the process: the port divided by 10 is its id; ports below 10 are nobody's. */
class ProcessStatsTest {
    private static final ProcessResolver BY_PORT = ProcessStatsTest::owner;

    private static ProcessInfo owner(Connection connection) {
        int pid = connection.localPort() / 10;
        return pid == 0 ? ProcessInfo.UNKNOWN : new ProcessInfo(pid, "/bin/p" + pid, "", "ann");
    }

    private static Frame out(int localPort, int length) {
        return Packets.udp("10.0.0.2", localPort, "192.0.2.7", 443)
                .length(length)
                .outgoing();
    }

    private static Frame in(int localPort, int length) {
        return Packets.udp("192.0.2.7", 443, "10.0.0.2", localPort)
                .length(length)
                .incoming();
    }

    @Test
    void counts_each_process_both_ways() {
        Simulation simulation = Shaper.builder()
                .rule("none", (packet, context) -> packet.localPort() == 21 ? block() : pass())
                .lookup(BY_PORT)
                .build()
                .simulate();
        simulation.offer(out(11, 100));
        simulation.offer(in(11, 200));
        simulation.offer(out(12, 300));
        simulation.offer(out(21, 400));
        simulation.offer(out(5, 500));
        simulation.offer(Packets.arp("10.0.0.2", "10.0.0.1").length(60).outgoing());
        simulation.run(Duration.ofSeconds(1));
        assertThat(simulation.processes())
                .containsExactly(
                        new ProcessStats(
                                1,
                                "p1",
                                "/bin/p1",
                                new FlowStats(1, 200, 1, 200, 200),
                                new FlowStats(2, 400, 2, 400, 400),
                                2),
                        new ProcessStats(2, "p2", "/bin/p2", FlowStats.NONE, new FlowStats(1, 400, 0, 0, 0), 1),
                        new ProcessStats(-1, "", "", FlowStats.NONE, new FlowStats(2, 560, 2, 560, 560), 1));
        assertThat(simulation.connections())
                .extracting(stats -> stats.process().pid())
                .contains(1, 2, -1);
        simulation.run(Duration.ofSeconds(61));
        ProcessStats idle = simulation.processes().get(0);
        assertThat(idle.connections()).isZero();
        assertThat(idle.outgoing()).isEqualTo(new FlowStats(2, 400, 2, 400, 0));
        simulation.offer(out(11, 100));
        assertThat(simulation.processes().get(0).outgoing().packetsIn()).isEqualTo(3);
        assertThat(simulation.processes().get(0).connections()).isEqualTo(1);
    }

    @Test
    void knows_nothing_without_a_resolver() {
        Simulation simulation = Shaper.builder().build().simulate();
        simulation.offer(out(11, 100));
        assertThat(simulation.processes()).isEmpty();
    }

    @Test
    void puts_what_is_beyond_the_bound_together() {
        Simulation simulation = Shaper.builder().lookup(BY_PORT).build().simulate();
        for (int pid = 1; pid <= 4_100; pid++) {
            simulation.offer(out(10 * pid, 100));
        }
        simulation.offer(out(10, 100));
        List<ProcessStats> processes = simulation.processes();
        assertThat(processes).hasSize(4_097);
        assertThat(processes.get(0).outgoing().packetsIn()).isEqualTo(2);
        assertThat(processes.get(4_096))
                .isEqualTo(new ProcessStats(
                        -1, ProcessStats.OTHER, "", FlowStats.NONE, new FlowStats(4, 400, 4, 400, 0), 4));
        assertThat(simulation.stats().processOverflows()).isEqualTo(4);
    }

    @Test
    void tells_processes_apart_that_had_the_same_id() {
        Simulation simulation = Shaper.builder()
                .lookup((ProcessResolver)
                        connection -> new ProcessInfo(7, connection.localPort() == 1 ? "/bin/old" : "/bin/new", "", ""))
                .build()
                .simulate();
        simulation.offer(out(1, 100));
        simulation.offer(out(2, 100));
        assertThat(simulation.processes()).extracting(ProcessStats::name).containsExactly("old", "new");
    }

    @Test
    void asks_a_resolver_that_fails_once_for_each_flow() {
        int[] asked = {0};
        Simulation simulation = Shaper.builder()
                .lookup((ProcessResolver) connection -> {
                    asked[0]++;
                    throw new IllegalStateException("broken");
                })
                .build()
                .simulate();
        simulation.offer(out(1, 100));
        simulation.offer(out(1, 100));
        simulation.offer(out(2, 100));
        assertThat(asked[0]).isEqualTo(2);
        assertThat(simulation.stats().rule("default").errors()).isEqualTo(2);
        assertThat(simulation.processes())
                .extracting(stats -> stats.outgoing().packetsOut())
                .containsExactly(3L);
    }

    @Test
    void counts_ignored_packets_only_if_asked_to() {
        for (boolean counted : new boolean[] {false, true}) {
            Simulation simulation = Shaper.builder()
                    .rule("free", (packet, context) -> ignore())
                    .lookup(BY_PORT)
                    .settings(Settings.builder().countIgnoredTraffic(counted).build())
                    .build()
                    .simulate();
            simulation.offer(out(11, 100));
            simulation.run(Duration.ofSeconds(1));
            assertThat(simulation.processes().get(0).outgoing())
                    .isEqualTo(counted ? new FlowStats(1, 100, 1, 100, 100) : FlowStats.NONE);
        }
    }
}
