package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Streams as they are listed, and what tells them apart. The burst of a small limit is 1514 bytes. */
class StreamsTest {
    private static final MacAddress PC = MacAddress.parse("02-00-00-00-00-01");
    private static final MacAddress PHONE = MacAddress.parse("02-00-00-00-00-02");
    private static final MacAddress ROUTER = MacAddress.parse("02-00-00-00-00-99");

    private final List<Long> releases = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    private final class Listener implements StreamListener {
        @Override
        public void opened(StreamStats stream) {
            events.add("opened " + stream.key());
        }

        @Override
        public void closed(StreamStats stream) {
            events.add("closed " + stream.key() + " " + stream.outgoing().packetsIn());
        }
    }

    private Shaper.Builder recipe(Priority priority) {
        return Shaper.builder().rule("rule", (packet, context) -> priority).streamListener(new Listener());
    }

    private Simulation simulation(Shaper.Builder recipe) {
        return recipe.build().simulate().onRelease(packet -> releases.add(packet.releaseNanos()));
    }

    private Simulation by(Tracking tracking) {
        return simulation(recipe(limit(1_514).perStream(tracking)));
    }

    private static PacketBuilder udp(int user, int port) {
        return Packets.udp("10.0.0." + user, port, "192.0.2.7", 443).length(1_514);
    }

    private static Frame up(int user) {
        return udp(user, 5_000).outgoing();
    }

    private static Frame down(int user) {
        return Packets.udp("192.0.2.7", 443, "10.0.0." + user, 5_000)
                .length(1_514)
                .incoming();
    }

    private static List<String> keys(Simulation simulation) {
        return simulation.streams().stream().map(StreamStats::key).sorted().toList();
    }

    private static StreamStats only(Simulation simulation) {
        assertThat(simulation.streams()).hasSize(1);
        return simulation.streams().get(0);
    }

    @Test
    void lists_each_user_with_what_came_went_on_waits_and_was_dropped() {
        Simulation simulation = simulation(Shaper.builder()
                .rule("other", (packet, context) -> packet.localPort() == 1 ? limit(1) : pass())
                .rule("users", (packet, context) -> limit(100_000).perStream(Tracking.SOURCE_IP)));
        for (int user = 1; user <= 3; user++) {
            for (int i = 0; i < 50; i++) {
                simulation.offer(up(user));
            }
            simulation.offer(down(user));
            simulation.run(Duration.ofNanos(7));
        }
        assertThat(keys(simulation)).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3");
        StreamStats second = simulation.streams().stream()
                .filter(stream -> stream.key().equals("10.0.0.2"))
                .findFirst()
                .orElseThrow();
        assertThat(second.rule()).isEqualTo("users");
        assertThat(second.tracking()).isEqualTo(Tracking.SOURCE_IP);
        assertThat(second.firstSeen()).isEqualTo(Duration.ofNanos(7));
        assertThat(second.quota()).isNull();
        assertThat(second.incoming()).isEqualTo(new StreamTraffic(1, 1_514, 1, 1_514, 0, 0));
        assertThat(second.outgoing()).isEqualTo(new StreamTraffic(50, 75_700, 1, 1_514, 6, 9_084));
        assertThat(second.outgoing().packetsWaiting()).isEqualTo(43);
        assertThat(second.outgoing().bytesWaiting()).isEqualTo(65_102);
        simulation.runToIdle();
        assertThat(simulation.streams()).allMatch(stream -> stream.outgoing().packetsWaiting() == 0);
        assertThat(simulation.streams())
                .extracting(stream -> stream.lastSeen())
                .allMatch(seen -> seen.toMillis() > 600);
    }

    @Test
    void counts_what_a_policed_stream_drops() {
        Simulation simulation = simulation(recipe(limit(1_000).perConnection().policed()));
        for (int i = 0; i < 3; i++) {
            simulation.offer(up(1));
        }
        assertThat(only(simulation).outgoing()).isEqualTo(new StreamTraffic(3, 4_542, 1, 1_514, 2, 3_028));
        assertThat(only(simulation).key()).isEqualTo("udp 10.0.0.1:5000 <> 192.0.2.7:443");
    }

    @Test
    void tells_hardware_addresses_apart_and_joins_both_directions() {
        for (Tracking tracking : List.of(Tracking.SOURCE_MAC, Tracking.DESTINATION_MAC)) {
            Simulation simulation = by(tracking);
            simulation.offer(udp(1, 1).srcMac(PC).dstMac(ROUTER).outgoing());
            simulation.offer(udp(2, 1).srcMac(PC).dstMac(ROUTER).outgoing());
            simulation.offer(udp(3, 1).srcMac(PHONE).dstMac(ROUTER).outgoing());
            simulation.offer(Packets.udp("192.0.2.7", 443, "10.0.0.1", 1)
                    .srcMac(ROUTER)
                    .dstMac(PHONE)
                    .length(1_514)
                    .incoming());
            simulation.runToIdle();
            if (tracking == Tracking.SOURCE_MAC) {
                assertThat(keys(simulation)).hasSize(2).allMatch(key -> key.matches("02.00.00.00.00.0[12]"));
                assertThat(releases)
                        .as("two addresses behind one card share")
                        .containsExactly(0L, 0L, 0L, 1_000_000_000L);
            } else {
                assertThat(keys(simulation)).hasSize(1).allMatch(key -> key.matches("02.00.00.00.00.99"));
                assertThat(only(simulation).incoming().packetsIn()).isEqualTo(1);
                assertThat(releases).containsExactly(0L, 0L, 1_000_000_000L, 2_000_000_000L);
            }
            releases.clear();
        }
    }

    private static final ProcessResolver PROCESSES = connection -> switch (connection.localPort()) {
        case 1 -> new ProcessInfo(11, "/bin/firefox", "", "");
        case 2 -> new ProcessInfo(12, "/bin/firefox", "", "");
        case 3 -> new ProcessInfo(13, "/bin/wget", "", "");
        case 4 -> null;
        default -> throw new IllegalStateException("resolver failed");
    };

    @Test
    void limits_instances_apart_by_process_and_as_one_by_executable() {
        Simulation apart =
                simulation(recipe(limit(1_514).perStream(Tracking.PROCESS)).lookup(PROCESSES));
        Simulation asOne =
                simulation(recipe(limit(1_514).perStream(Tracking.EXECUTABLE)).lookup(PROCESSES));
        for (int port = 1; port <= 3; port++) {
            apart.offer(udp(1, port).outgoing());
        }
        apart.runToIdle();
        assertThat(keys(apart)).containsExactly("pid 11", "pid 12", "pid 13");
        assertThat(releases).containsExactly(0L, 0L, 0L);
        releases.clear();
        for (int port = 1; port <= 3; port++) {
            asOne.offer(udp(1, port).outgoing());
        }
        asOne.runToIdle();
        assertThat(keys(asOne)).containsExactly("/bin/firefox", "/bin/wget");
        assertThat(releases).containsExactly(0L, 0L, 1_000_000_000L);
    }

    @Test
    void takes_packets_of_unknown_processes_as_one_stream_and_counts_a_resolver_that_fails() {
        for (Tracking tracking : List.of(Tracking.PROCESS, Tracking.EXECUTABLE)) {
            Simulation simulation =
                    simulation(recipe(limit(1_514).perStream(tracking)).lookup(PROCESSES));
            simulation.offer(udp(1, 4).outgoing());
            simulation.offer(udp(1, 5).outgoing());
            ShapingReport report = simulation.runToIdle();
            assertThat(report.rules().get(0).errors()).isEqualTo(1);
            assertThat(report.outgoing().packetsOut()).isEqualTo(2);
            assertThat(simulation.streams()).allMatch(stream -> stream.key().equals("unknown"));
        }
    }

    @Test
    void tells_connections_apart_by_ports_protocol_and_echo_id() {
        Simulation simulation = by(Tracking.CONNECTION);
        simulation.offer(up(1));
        simulation.offer(down(1));
        simulation.offer(Packets.tcp("10.0.0.1", 5_000, "192.0.2.7", 443).outgoing());
        simulation.offer(Packets.tcp("2001:db8::1", 5_000, "2001:db8::2", 443).outgoing());
        simulation.offer(echo(8, 7).outgoing());
        simulation.offer(echo(8, 9).outgoing());
        simulation.offer(Packets.ip("192.0.2.7", "10.0.0.1", IpProtocols.ICMP)
                .payload(new byte[] {0, 0, 0, 0, 0, 7, 0, 1})
                .incoming());
        simulation.offer(echo(3, 9).outgoing());
        assertThat(keys(simulation))
                .containsExactly(
                        "icmp 10.0.0.1 <> 192.0.2.7",
                        "icmp 10.0.0.1 <> 192.0.2.7 id 7",
                        "icmp 10.0.0.1 <> 192.0.2.7 id 9",
                        "tcp 10.0.0.1:5000 <> 192.0.2.7:443",
                        "tcp [2001:db8::1]:5000 <> [2001:db8::2]:443",
                        "udp 10.0.0.1:5000 <> 192.0.2.7:443");
    }

    private static PacketBuilder echo(int type, int id) {
        return Packets.ip("10.0.0.1", "192.0.2.7", IpProtocols.ICMP)
                .payload(new byte[] {(byte) type, 0, 0, 0, 0, (byte) id, 0, 1});
    }

    @Test
    void forgets_a_connection_ten_seconds_after_it_was_closed() {
        Simulation simulation = by(Tracking.CONNECTION);
        simulation.offer(tcp(PacketBuilder::syn));
        simulation.run(Duration.ofSeconds(299));
        assertThat(simulation.streams()).hasSize(1);
        simulation.offer(tcp(PacketBuilder::fin));
        simulation.run(Duration.ofSeconds(9)).offer(tcp(PacketBuilder::ack));
        simulation.run(Duration.ofSeconds(10));
        assertThat(only(simulation).outgoing().packetsIn()).isEqualTo(3);
        simulation.run(Duration.ofNanos(1));
        assertThat(simulation.streams()).isEmpty();
        simulation.offer(tcp(PacketBuilder::syn));
        simulation.run(Duration.ofMinutes(5));
        assertThat(only(simulation).outgoing().packetsIn()).isEqualTo(1);
        simulation.offer(tcp(PacketBuilder::rst));
        simulation.run(Duration.ofSeconds(1)).offer(tcp(PacketBuilder::syn));
        simulation.run(Duration.ofMinutes(5));
        assertThat(only(simulation).outgoing().packetsIn())
                .as("opened again in time")
                .isEqualTo(3);
        simulation.run(Duration.ofNanos(1));
        assertThat(simulation.streams()).isEmpty();
        assertThat(events)
                .containsExactly(
                        "opened tcp 10.0.0.1:5000 <> 192.0.2.7:443",
                        "closed tcp 10.0.0.1:5000 <> 192.0.2.7:443 3",
                        "opened tcp 10.0.0.1:5000 <> 192.0.2.7:443");
    }

    private static Frame tcp(UnaryOperator<PacketBuilder> flags) {
        return flags.apply(Packets.tcp("10.0.0.1", 5_000, "192.0.2.7", 443)).outgoing();
    }

    @Test
    void tells_of_streams_that_begin_and_end_and_counts_those_pushed_out() {
        Simulation simulation =
                simulation(recipe(limit(1_514).perStream(Tracking.SOURCE_IP)).maxStreams(2));
        simulation.offer(up(1));
        simulation.run(Duration.ofSeconds(1)).offer(up(2));
        simulation.run(Duration.ofSeconds(1)).offer(up(1));
        simulation.run(Duration.ofSeconds(1)).offer(up(3));
        assertThat(simulation.report().bucketEvictions()).isEqualTo(1);
        simulation.run(Duration.ofMinutes(5)).offer(up(4));
        assertThat(events)
                .containsExactly(
                        "opened 10.0.0.1",
                        "opened 10.0.0.2",
                        "closed 10.0.0.2 1",
                        "opened 10.0.0.3",
                        "closed 10.0.0.1 2",
                        "opened 10.0.0.4");
        assertThat(simulation.report().bucketEvictions()).as("1 had expired").isEqualTo(1);
        assertThat(keys(simulation)).containsExactly("10.0.0.3", "10.0.0.4");
        simulation.rules(RuleSet.empty());
        assertThat(events.subList(6, 8)).containsExactlyInAnyOrder("closed 10.0.0.3 1", "closed 10.0.0.4 1");
        assertThat(simulation.streams()).isEmpty();
        assertThat(simulation.report().bucketEvictions()).isEqualTo(1);
    }

    @Test
    void survives_a_listener_that_throws() {
        Simulation simulation =
                simulation(recipe(limit(1_514).perStream(Tracking.SOURCE_IP)).streamListener(new StreamListener() {
                    @Override
                    public void opened(StreamStats stream) {
                        throw new IllegalStateException("listener failed");
                    }
                }));
        simulation.offer(up(1));
        assertThat(simulation.report().rules().get(0).errors()).isEqualTo(1);
        assertThat(releases).containsExactly(0L);
    }

    @Test
    void keeps_streams_of_the_default_priority_too() {
        Simulation simulation =
                simulation(Shaper.builder().defaultPriority(limit(1_514).perStream(Tracking.SOURCE_IP)));
        simulation.offer(up(1));
        simulation.offer(up(2));
        simulation.offer(up(2));
        simulation.runToIdle();
        assertThat(releases).containsExactly(0L, 0L, 1_000_000_000L);
        assertThat(simulation.streams()).extracting(StreamStats::rule).containsOnly("default");
    }

    @Test
    void gives_up_the_streams_of_answers_that_were_given_up() {
        Rule endless = (packet, context) ->
                limit(1_514).keyed("key " + context.increment("n")).perStream(Tracking.SOURCE_IP);
        Simulation simulation =
                simulation(Shaper.builder().rule("endless", endless).maxStreams(4));
        for (int i = 0; i < 3_000; i++) {
            simulation.offer(up(i % 7));
        }
        assertThat(simulation.streams()).hasSize(1_024);
        assertThat(simulation.report().bucketEvictions()).isEqualTo(3_000 - 1_024);
    }

    @Test
    void bounds_the_bound() {
        for (int streams : new int[] {0, (1 << 22) + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Shaper.builder().maxStreams(streams))
                    .withMessage("streams must be within 1..4194304: " + streams);
        }
    }
}
