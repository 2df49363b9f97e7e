package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Rule;
import dev.weir.shaping.core.engine.Recipe;
import dev.weir.shaping.lookup.FlowObserver;
import dev.weir.shaping.lookup.HostNameResolver;
import dev.weir.shaping.lookup.ProtocolDetector;
import dev.weir.shaping.lookup.TrafficInspection;
import dev.weir.shaping.lookup.TrafficInspector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An inspector that wants two packets of each flow and then knows all; it is not interested in port 9, and fails at port 13. */
class InspectionTest {
    private final List<String> shown = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private int inspectors;
    private long version;
    private @Nullable String learnt;

    private final TrafficInspection inspection = () -> {
        inspectors++;
        return new Inspector();
    };

    private final class Inspector implements TrafficInspector {
        @Override
        public @Nullable FlowObserver observe(Packet first) {
            shown.add("flow " + first.direction() + " " + first.localPort());
            return first.remotePort() == 9 ? null : new Observer();
        }

        @Override
        public @Nullable String hostName(IpAddress address, long nowNanos) {
            shown.add("name of " + address + " at " + nowNanos);
            return learnt;
        }

        @Override
        public long version() {
            return version;
        }
    }

    private final class Observer implements FlowObserver {
        private int packets;

        @Override
        public boolean see(Packet packet) {
            shown.add("packet " + packet.length());
            if (packet.remotePort() == 13) {
                throw new IllegalStateException("unlucky");
            }
            packets++;
            return packets < 2;
        }

        @Override
        public @Nullable String appProto() {
            return packets < 2 ? null : "http";
        }

        @Override
        public @Nullable String host() {
            return packets < 2 ? null : "example.org";
        }

        @Override
        public @Nullable String url() {
            return packets < 2 ? null : "http://example.org/";
        }
    }

    private static Frame upload(int remotePort, int length) {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", remotePort)
                .length(length)
                .outgoing();
    }

    private Shaper.Builder shaper(Rule rule) {
        return Shaper.builder().rule("ask", rule).lookup(inspection);
    }

    @Test
    void shows_the_first_packets_of_a_flow_though_no_rule_asks() {
        Simulation simulation = shaper((packet, context) -> pass()).build().simulate();
        for (int length = 100; length < 105; length++) {
            simulation.offer(upload(443, length));
        }
        simulation.offer(
                Packets.udp("192.0.2.7", 443, "10.0.0.2", 5000).length(200).incoming());
        assertThat(shown)
                .containsExactly("flow outgoing 5000", "packet 100", "packet 101", "flow incoming 5000", "packet 200");
    }

    @Test
    void shows_packets_without_any_rule() {
        Simulation simulation = Shaper.builder().lookup(inspection).build().simulate();
        simulation.offer(upload(443, 100));
        assertThat(shown).containsExactly("flow outgoing 5000", "packet 100");
    }

    @Test
    void shows_nothing_of_a_flow_that_does_not_matter() {
        Simulation simulation = shaper((packet, context) -> {
                    seen.add(packet.appProto() + " " + packet.url());
                    return pass();
                })
                .build()
                .simulate();
        simulation.offer(upload(9, 100));
        simulation.offer(upload(9, 100));
        assertThat(shown).containsExactly("flow outgoing 5000");
        assertThat(seen).containsExactly("null null", "null null");
    }

    @Test
    void tells_rules_what_it_knows_from_the_packet_on_that_told_it() {
        Simulation simulation = shaper((packet, context) -> {
                    seen.add(packet.appProto() + " " + packet.host() + " " + packet.url());
                    return pass();
                })
                .build()
                .simulate();
        for (int i = 0; i < 3; i++) {
            simulation.offer(upload(443, 100));
        }
        assertThat(seen)
                .containsExactly(
                        "null null null",
                        "http example.org http://example.org/",
                        "http example.org http://example.org/");
    }

    @Test
    void begins_again_when_a_flow_comes_back_after_being_idle() {
        Simulation simulation = shaper((packet, context) -> pass()).build().simulate();
        simulation.offer(upload(443, 100));
        simulation.run(Duration.ofSeconds(61)).offer(upload(443, 101));
        assertThat(shown).containsExactly("flow outgoing 5000", "packet 100", "flow outgoing 5000", "packet 101");
    }

    @Test
    void has_an_inspector_for_each_run() {
        Shaper shaper = shaper((packet, context) -> pass()).build();
        assertThat(inspectors).isZero();
        shaper.simulate().offer(upload(443, 100));
        shaper.simulate().offer(upload(443, 100));
        assertThat(inspectors).isEqualTo(2);
    }

    @Test
    void has_one_inspector_for_all_shards_of_a_run() {
        List<Recipe> recipes = shaper((packet, context) -> pass()).build().recipes(4, Instant.EPOCH, 0);
        assertThat(recipes)
                .hasSize(4)
                .extracting(recipe -> recipe.providers().inspector())
                .doesNotContainNull()
                .containsOnly(recipes.get(0).providers().inspector());
        assertThat(inspectors).isEqualTo(1);
    }

    @Test
    void stops_showing_a_flow_at_which_it_fails() {
        Simulation simulation = shaper((packet, context) -> pass()).build().simulate();
        simulation.offer(upload(13, 100));
        simulation.offer(upload(13, 100));
        ShapingReport report = simulation.runToIdle();
        assertThat(shown).containsExactly("flow outgoing 5000", "packet 100");
        assertThat(report.rules())
                .extracting(RuleReport::name, RuleReport::errors)
                .contains(tuple("default", 1L));
        assertThat(report.outgoing().packetsOut()).isEqualTo(2);
    }

    @Test
    void asks_a_detector_first() {
        ProtocolDetector detector = packet -> "mine";
        Simulation simulation = shaper((packet, context) -> {
                    seen.add(String.valueOf(packet.appProto()));
                    return pass();
                })
                .lookup(detector)
                .build()
                .simulate();
        simulation.offer(upload(443, 100));
        simulation.offer(upload(443, 100));
        assertThat(seen).containsExactly("mine", "mine");
    }

    @Test
    void names_a_host_by_what_was_learnt_before_a_resolver_is_asked() {
        HostNameResolver names = address -> {
            shown.add("resolver");
            return "resolved";
        };
        Simulation simulation = shaper((packet, context) -> {
                    seen.add(String.valueOf(packet.host()));
                    return pass();
                })
                .lookup(names)
                .build()
                .simulate();
        learnt = "learnt";
        simulation.run(Duration.ofNanos(7)).offer(upload(9, 100));
        learnt = null;
        simulation.offer(upload(9, 100));
        simulation.offer(Packets.udp("10.0.0.2", 5001, "192.0.2.7", 9).outgoing());
        assertThat(seen).containsExactly("learnt", "learnt", "resolved");
        assertThat(shown)
                .containsExactly(
                        "flow outgoing 5000",
                        "name of 192.0.2.7 at 7",
                        "flow outgoing 5001",
                        "name of 192.0.2.7 at 7",
                        "resolver");
    }

    @Test
    void recalls_a_name_that_is_learnt_later() {
        Simulation simulation = shaper((packet, context) -> {
                    seen.add(String.valueOf(packet.host()));
                    return pass();
                })
                .build()
                .simulate();
        simulation.offer(upload(9, 100));
        learnt = "learnt";
        simulation.offer(upload(9, 100));
        version++;
        simulation.offer(upload(9, 100));
        assertThat(seen).containsExactly("null", "null", "learnt");
    }

    @Test
    void shows_packets_that_are_only_inspected() {
        PacketInspector inspector = new PacketInspector(List.of(inspection));
        byte[] bytes = upload(443, 100).bytes();
        for (int i = 0; i < 2; i++) {
            Packet packet = inspector.inspect(0, bytes, 0, 100, 100, LinkType.ETHERNET, Direction.OUTGOING);
            seen.add(String.valueOf(packet.appProto()));
        }
        assertThat(seen).containsExactly("null", "http");
    }

    @Test
    void gives_bytes_from_the_transport_header_on() {
        PacketInspector inspector = new PacketInspector(List.of());
        byte[] bytes = Packets.udp("10.0.0.2", 0x1234, "192.0.2.7", 443)
                .payload(new byte[] {7})
                .outgoing()
                .bytes();
        Packet packet =
                inspector.inspect(0, bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING);
        assertThat(packet.transportByte(0)).isEqualTo(0x12);
        assertThat(packet.transportByte(1)).isEqualTo(0x34);
        assertThat(packet.transportByte(8)).isEqualTo(7);
        assertThat(packet.transportByte(9)).isEqualTo(-1);
        assertThat(packet.transportByte(-1)).isEqualTo(-1);
        assertThat(packet.transportByte(Integer.MAX_VALUE)).isEqualTo(-1);
        byte[] arp = Packets.arp("10.0.0.2", "10.0.0.1").outgoing().bytes();
        assertThat(inspector
                        .inspect(0, arp, 0, arp.length, arp.length, LinkType.ETHERNET, Direction.OUTGOING)
                        .transportByte(0))
                .isEqualTo(-1);
    }
}
