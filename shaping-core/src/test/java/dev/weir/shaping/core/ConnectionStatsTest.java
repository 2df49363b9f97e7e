package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Settings;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.ProcessInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionStatsTest {
    private static final Instant START = Instant.parse("2024-05-06T07:08:09Z");

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

    private static ConnectionStats only(Simulation simulation) {
        List<ConnectionStats> connections = simulation.connections();
        assertThat(connections).hasSize(1);
        return connections.get(0);
    }

    @Test
    void joins_both_directions() {
        Simulation simulation = Shaper.builder()
                .rule("slow", (packet, context) -> packet.outgoing() ? delay(500) : pass())
                .build()
                .simulate()
                .startingAt(START);
        simulation.offer(out(5_000, 100));
        simulation.run(Duration.ofMillis(200));
        simulation.offer(in(5_000, 300));
        ConnectionStats connection = only(simulation);
        assertThat(connection.connection())
                .isEqualTo(new Connection(
                        IpProtocols.UDP, IpAddress.parse("10.0.0.2"), 5_000, IpAddress.parse("192.0.2.7"), 443));
        assertThat(connection.outgoing()).isEqualTo(new FlowStats(1, 100, 0, 0, 0));
        assertThat(connection.incoming()).isEqualTo(new FlowStats(1, 300, 1, 300, 0));
        assertThat(connection.direction(Direction.INCOMING)).isEqualTo(connection.incoming());
        assertThat(connection.firstSeen()).isEqualTo(START);
        assertThat(connection.lastSeen()).isEqualTo(START.plusMillis(200));
        assertThat(connection.process()).isEqualTo(ProcessInfo.UNKNOWN);
        assertThat(connection.rule()).isEqualTo("default");
        assertThat(connection.priority()).isEqualTo("normal");
        simulation.run(Duration.ofMillis(1));
        simulation.offer(out(5_000, 50));
        ConnectionStats last = only(simulation);
        assertThat(last.rule()).isEqualTo("slow");
        assertThat(last.priority()).isEqualTo(delay(500).toString());
        assertThat(last.outgoing().packetsIn()).isEqualTo(2);
    }

    @Test
    void tells_the_rate_of_the_last_whole_second() {
        Simulation simulation = Shaper.builder().build().simulate().startingAt(START.plusMillis(500));
        simulation.offer(out(5_000, 100));
        assertThat(only(simulation).outgoing().bytesPerSecond()).isZero();
        simulation.run(Duration.ofMillis(500));
        assertThat(only(simulation).outgoing().bytesPerSecond()).isEqualTo(100);
        simulation.offer(out(5_000, 200));
        simulation.run(Duration.ofMillis(900));
        simulation.offer(out(5_000, 300));
        assertThat(only(simulation).outgoing().bytesPerSecond()).isEqualTo(100);
        simulation.run(Duration.ofMillis(100));
        assertThat(only(simulation).outgoing().bytesPerSecond()).isEqualTo(500);
        simulation.offer(out(5_000, 400));
        simulation.run(Duration.ofMillis(1_999));
        assertThat(only(simulation).outgoing().bytesPerSecond()).isEqualTo(400);
        simulation.run(Duration.ofMillis(1));
        assertThat(only(simulation).outgoing().bytesPerSecond()).isZero();
        simulation.offer(out(5_000, 500));
        assertThat(only(simulation).outgoing().bytesPerSecond()).isZero();
        assertThat(only(simulation).incoming()).isEqualTo(FlowStats.NONE);
    }

    @Test
    void leaves_out_what_has_ended_and_what_is_not_ip() {
        Simulation simulation = Shaper.builder()
                .rule("held", (packet, context) -> packet.localPort() == 3 ? delay(90_000) : pass())
                .build()
                .simulate();
        simulation.offer(out(1, 100));
        simulation.offer(out(3, 100));
        simulation.offer(Packets.tcp("10.0.0.2", 2, "192.0.2.7", 443).outgoing());
        simulation.offer(Packets.arp("10.0.0.2", "10.0.0.1").outgoing());
        assertThat(simulation.connections()).hasSize(3);
        simulation.run(Duration.ofMinutes(1));
        assertThat(simulation.connections()).hasSize(3);
        simulation.run(Duration.ofSeconds(1));
        assertThat(simulation.connections())
                .extracting(stats -> stats.connection().localPort())
                .containsExactlyInAnyOrder(2, 3);
        simulation.run(Duration.ofSeconds(30));
        assertThat(simulation.connections())
                .extracting(stats -> stats.connection().localPort())
                .containsExactly(2);
        simulation.run(Duration.ofMinutes(5));
        assertThat(simulation.connections()).isEmpty();
    }

    @Test
    void survives_growth_and_eviction() {
        Simulation simulation = Shaper.builder().maxFlows(1_000).build().simulate();
        for (int port = 1; port <= 5_000; port++) {
            simulation.offer(out(port, 100 + port % 50));
        }
        List<ConnectionStats> connections = simulation.connections();
        assertThat(connections).hasSize(1_000);
        assertThat(connections)
                .extracting(stats -> stats.connection().localPort())
                .doesNotHaveDuplicates();
        assertThat(connections).allSatisfy(stats -> assertThat(stats.outgoing())
                .isEqualTo(new FlowStats(
                        1,
                        100 + stats.connection().localPort() % 50,
                        1,
                        100 + stats.connection().localPort() % 50,
                        0)));
        assertThat(simulation.stats().flowEvictions()).isEqualTo(4_000);
    }

    @Test
    void tells_what_was_decided_until_that_is_forgotten() {
        int[] rate = {0};
        Simulation simulation = Shaper.builder()
                .rule("many", (packet, context) -> packet.localPort() == 1 ? block() : limit(1_000_000 + rate[0]++))
                .build()
                .simulate();
        simulation.offer(out(1, 100));
        simulation.offer(out(2, 100));
        assertThat(simulation.connections())
                .extracting(ConnectionStats::priority)
                .containsExactly("blocked", limit(1_000_000).toString());
        assertThat(simulation.connections().get(0).outgoing()).isEqualTo(new FlowStats(1, 100, 0, 0, 0));
        simulation.rules(RuleSet.empty());
        assertThat(simulation.connections()).extracting(ConnectionStats::rule).containsExactly("many", "many");
        simulation.rules(RuleSet.empty().with("other", (packet, context) -> limit(rate[0]++ + 500_000)));
        for (int i = 0; i < 100; i++) {
            simulation.offer(out(3, 100));
            simulation.run(Duration.ofMillis(10));
        }
        assertThat(simulation.connections()).extracting(ConnectionStats::rule).endsWith("other");
        assertThat(simulation.connections()).extracting(ConnectionStats::rule).startsWith("");
    }

    @Test
    void counts_ignored_packets_only_if_asked_to() {
        for (boolean counted : new boolean[] {false, true}) {
            Simulation simulation = Shaper.builder()
                    .rule("free", (packet, context) -> ignore())
                    .settings(Settings.builder().countIgnoredTraffic(counted).build())
                    .build()
                    .simulate();
            simulation.offer(out(1, 100));
            assertThat(only(simulation).outgoing().bytesOut()).isEqualTo(counted ? 100 : 0);
            assertThat(only(simulation).rule()).isEqualTo("free");
        }
    }
}
