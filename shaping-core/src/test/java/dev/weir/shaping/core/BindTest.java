package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.bind;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.BindFailure;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.Settings;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.lookup.AdapterResolver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two adapters, of which the second has no address of IPv6. */
class BindTest {
    private static final MacAddress FIRST = MacAddress.parse("02-00-00-00-00-01");
    private static final MacAddress SECOND = MacAddress.parse("02-00-00-00-00-02");
    private static final MacAddress MISSING = MacAddress.parse("02-00-00-00-00-03");
    private static final Adapter WIRED = new Adapter(1, "eth0", AdapterType.LAN);
    private static final Adapter TUNNEL = new Adapter(-2, "tun0", AdapterType.VPN);
    private static final AdapterResolver ADAPTERS = BindTest::adapter;

    private final List<Adapter> left = Collections.synchronizedList(new ArrayList<>());

    private static @Nullable Adapter adapter(MacAddress mac, int ipVersion) {
        return mac.equals(FIRST) ? WIRED : mac.equals(SECOND) && ipVersion != 6 ? TUNNEL : null;
    }

    private static Frame out() {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).adapter(WIRED).outgoing();
    }

    private static Frame in() {
        return Packets.udp("192.0.2.7", 443, "10.0.0.2", 5000).adapter(WIRED).incoming();
    }

    private static Frame outV6() {
        return Packets.udp("2001:db8::2", 5000, "2001:db8::7", 443)
                .adapter(WIRED)
                .outgoing();
    }

    private Simulation simulation(Rule rule, Settings settings) {
        return Shaper.builder()
                .rule("bind", rule)
                .lookup(ADAPTERS)
                .settings(settings)
                .build()
                .simulate()
                .onRelease(packet -> left.add(packet.adapter()));
    }

    private Simulation simulation(Rule rule) {
        return simulation(rule, Settings.DEFAULT);
    }

    @Test
    void an_outgoing_packet_leaves_by_the_adapter() {
        Simulation simulation = simulation((packet, context) -> bind(SECOND));
        simulation.offer(out());
        simulation.offer(in());
        simulation.offer(Packets.arp("10.0.0.2", "10.0.0.1").adapter(WIRED).outgoing());
        ShapingReport report = simulation.runToIdle();
        assertThat(left).containsExactly(TUNNEL, WIRED, TUNNEL);
        assertThat(report.bindFailures()).isZero();
        assertThat(report.rules().get(0).packetsOut()).isEqualTo(3);
    }

    @Test
    void one_that_cannot_leave_that_way_is_blocked_and_counted() {
        Simulation simulation = simulation((packet, context) -> high().bind(packet.ttl() == 1 ? MISSING : SECOND));
        simulation.offer(outV6());
        simulation.offer(out());
        simulation.offer(Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                .ttl(1)
                .adapter(WIRED)
                .outgoing());
        simulation.offer(in());
        ShapingReport report = simulation.runToIdle();
        assertThat(left).containsExactly(TUNNEL, WIRED);
        assertThat(report.bindFailures()).isEqualTo(2);
        assertThat(report.outgoing().drops())
                .hasToString(
                        "[DropReport[reason=BLOCKED, packets=2, bytes=" + (outV6().length() + out().length()) + "]]");
    }

    @Test
    void or_leaves_unbound_if_that_is_set() {
        Settings settings =
                Settings.builder().bindFailure(BindFailure.PASS_UNBOUND).build();
        Simulation simulation = simulation((packet, context) -> bind(MISSING), settings);
        simulation.offer(out());
        ShapingReport report = simulation.runToIdle();
        assertThat(left).containsExactly(WIRED);
        assertThat(report.bindFailures()).isEqualTo(1);
    }

    @Test
    void nothing_leaks_whatever_the_answer_that_cannot_bind() {
        for (Priority answer :
                List.of(pass().bind(MISSING), ignore().bind(MISSING), delay(10).bind(MISSING))) {
            Simulation simulation = simulation((packet, context) -> answer);
            simulation.offer(out());
            assertThat(simulation.runToIdle().bindFailures()).isEqualTo(1);
        }
        Simulation byDefault = Shaper.builder()
                .defaultPriority(high().bind(SECOND))
                .build()
                .simulate()
                .onRelease(packet -> left.add(packet.adapter()));
        byDefault.offer(out());
        assertThat(byDefault.runToIdle().bindFailures()).isEqualTo(1);
        assertThat(left).isEmpty();
    }

    @Test
    void rules_that_follow_see_the_adapter() {
        List<String> seen = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("bind", (packet, context) -> packet.length() > 500 ? pass().bind(SECOND) : pass())
                .rule("look", (packet, context) -> {
                    seen.add(packet.adapter() + " " + packet.adapterType());
                    return low();
                })
                .lookup(ADAPTERS)
                .build()
                .simulate();
        simulation.offer(Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                .length(1_000)
                .adapter(WIRED)
                .outgoing());
        simulation.offer(out());
        assertThat(seen).containsExactly("tun0 VPN", "eth0 LAN");
    }

    @Test
    void a_rule_can_ask_beforehand() {
        List<Boolean> answers = new ArrayList<>();
        Simulation simulation = simulation((packet, context) -> {
            answers.add(context.canBind(FIRST));
            answers.add(context.canBind(SECOND));
            answers.add(context.canBind(MISSING));
            return pass();
        });
        simulation.offer(out());
        simulation.offer(outV6());
        assertThat(answers).containsExactly(true, true, false, true, false, false);
        Simulation without = Shaper.builder()
                .rule("ask", (packet, context) -> {
                    answers.add(context.canBind(FIRST));
                    return pass();
                })
                .build()
                .simulate();
        without.offer(out());
        assertThat(answers).hasSize(7).last().isEqualTo(false);
    }

    @Test
    void a_tester_knows_the_adapters() {
        RuleTester tester = RuleTester.of(Shaper.builder()
                .rule("ask", (packet, context) -> context.canBind(SECOND) ? bind(SECOND) : pass())
                .lookup(ADAPTERS)
                .build());
        assertThat(tester.judge(out()).decidedBy()).isEqualTo("ask");
        assertThat(tester.judge(outV6()).decidedBy()).isNull();
    }

    @Test
    void a_resolver_that_fails_or_confuses_adapters_binds_nothing() {
        AdapterResolver broken = (mac, version) -> {
            if (mac.equals(FIRST)) {
                throw new IllegalStateException("broken");
            }
            return new Adapter(WIRED.id(), "another");
        };
        Simulation simulation = Shaper.builder()
                .rule("bind", (packet, context) -> bind(packet.length() > 500 ? FIRST : SECOND))
                .lookup(broken)
                .build()
                .simulate();
        simulation.offer(out());
        simulation.offer(
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(1_000).outgoing());
        ShapingReport report = simulation.runToIdle();
        assertThat(report.bindFailures()).isEqualTo(2);
        assertThat(report.outgoing().packetsOut()).isZero();
    }

    @Test
    void the_outlet_tells_a_live_backend_the_adapter() {
        QueueBackend backend = new QueueBackend() {
            @Override
            public void released(
                    byte[] array,
                    int offset,
                    int captured,
                    int length,
                    LinkType link,
                    Direction way,
                    Adapter adapter,
                    long token) {
                left.add(adapter);
                super.released(array, offset, captured, length, link, way, adapter, token);
            }
        };
        LiveShaping live = Shaper.builder()
                .rule("bind", (packet, context) -> packet.adapterId() == WIRED.id() ? bind(SECOND) : pass())
                .lookup(ADAPTERS)
                .build()
                .start(backend);
        QueueBackend.offer(backend.session().intake(SourceKind.LOSSY, WIRED), 1);
        QueueBackend.awaitPackets(live, 1);
        QueueBackend.offer(backend.session().intake(SourceKind.LOSSY), 2);
        live.close();
        assertThat(backend.tokens).containsExactly(1L, 2L);
        assertThat(left).containsExactly(TUNNEL, Adapter.NONE);
    }

    @Test
    void the_factory_keeps_what_it_made_and_reads_texts() {
        assertThat(bind(FIRST)).isSameAs(bind(FIRST)).isEqualTo(bind("02:00:00:00:00:01"));
        assertThat(bind(FIRST)).isNotEqualTo(bind(SECOND)).hasToString("default bind=02:00:00:00:00:01");
        assertThatIllegalArgumentException().isThrownBy(() -> bind("eth0"));
    }
}
