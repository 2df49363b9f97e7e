package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.pass;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.impair.Impairment;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    private static final Priority BAD = custom(Impairment.parse("loss=20 % delay=30 ms jitter=20 ms"));
    private static final Rule ALWAYS_BAD = (packet, context) -> BAD;
    private static final int PACKETS = 300;

    private static Frame frame(int flow) {
        return Packets.udp("10.0.0." + (1 + flow), 5_000 + flow, "192.0.2.7", 443)
                .length(100 + flow)
                .outgoing();
    }

    private static byte[] ledger(long seed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Simulation simulation = Shaper.builder()
                .rule("bad", ALWAYS_BAD)
                .upload(Impairment.parse("rate=1 Mbit/s loss=1 % delay=5 ms jitter=1 ms"))
                .seed(seed)
                .build()
                .simulate()
                .ledger(DecisionLedger.to(out));
        for (int flow = 0; flow < 7; flow++) {
            int number = flow;
            simulation.every(ofMillis(3 + flow), PACKETS, () -> frame(number));
        }
        simulation.runToIdle();
        return out.toByteArray();
    }

    @Test
    void writes_the_same_bytes_for_the_same_seed_and_input() {
        byte[] first = ledger(42);
        assertThat(ledger(42)).isEqualTo(first);
        assertThat(ledger(43)).isNotEqualTo(first);
        assertThat(new String(first, UTF_8).lines().count()).isEqualTo(7L * PACKETS);
    }

    /** What was drawn for the packets of each flow, by ordinal. */
    private static Map<String, List<String>> draws(RuleSet rules, List<Integer> flows, String rule) {
        DecisionLedger ledger = DecisionLedger.keepLast(flows.size());
        Simulation simulation =
                Shaper.builder().rules(rules).seed(7).build().simulate().ledger(ledger);
        for (int flow : flows) {
            simulation.offer(frame(flow));
            simulation.run(ofMillis(1));
        }
        simulation.runToIdle();
        return LedgerLine.all(ledger).stream()
                .filter(line -> line.rule().equals(rule))
                .sorted((a, b) -> Long.compare(a.ordinal(), b.ordinal()))
                .collect(Collectors.groupingBy(
                        LedgerLine::flow,
                        Collectors.mapping(
                                line -> line.ordinal() + " " + line.lost() + " " + line.draws(), Collectors.toList())));
    }

    private static RuleSet only(String name) {
        return RuleSet.empty().with(name, ALWAYS_BAD);
    }

    private static List<Integer> times(int count, int... flows) {
        List<Integer> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int flow : flows) {
                result.add(flow);
            }
        }
        return result;
    }

    @Test
    void draws_the_same_for_a_flow_whatever_other_flows_there_are() {
        Map<String, List<String>> alone = draws(only("bad"), times(PACKETS, 0), "bad");
        String flow = "udp 10.0.0.1:5000 > 192.0.2.7:443";
        List<String> expected = alone.get(flow);
        assertThat(expected).hasSize(PACKETS).anyMatch(draw -> draw.contains("true"));
        Random random = new Random(1);
        for (int round = 0; round < 10; round++) {
            List<Integer> mixed = times(PACKETS, 0);
            mixed.addAll(times(PACKETS / 3, 1, 2, 3 + round));
            Collections.shuffle(mixed, random);
            Map<String, List<String>> together = draws(only("bad"), mixed, "bad");
            assertThat(together.get(flow)).isEqualTo(expected);
            assertThat(together).hasSize(4);
        }
        List<Integer> before = times(PACKETS, 1, 2);
        before.addAll(times(PACKETS, 0));
        assertThat(draws(only("bad"), before, "bad").get(flow)).isEqualTo(expected);
    }

    @Test
    void draws_differently_for_each_flow() {
        Map<String, List<String>> draws = draws(only("bad"), times(PACKETS, 0, 1, 2), "bad");
        assertThat(draws.values()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void draws_by_the_name_of_the_rule_and_not_by_its_place() {
        List<Integer> flows = times(PACKETS, 0, 1);
        Map<String, List<String>> expected = draws(only("bad"), flows, "bad");
        RuleSet moved = RuleSet.empty()
                .with("odd", (packet, context) -> pass().counted())
                .with("other", (packet, context) -> packet.srcPort() == 9 ? BAD : pass())
                .with("bad", ALWAYS_BAD)
                .with("never", ALWAYS_BAD);
        assertThat(draws(moved, flows, "bad")).isEqualTo(expected);
        assertThat(draws(only("renamed"), flows, "renamed")).isNotEqualTo(expected);
    }

    @Test
    void draws_for_a_packet_do_not_depend_on_which_rule_took_the_ones_before() {
        List<Integer> flows = times(PACKETS, 0);
        List<String> expected =
                draws(only("bad"), flows, "bad").values().iterator().next();
        RuleSet shared = RuleSet.empty()
                .with("every third", (packet, context) -> context.increment("n") % 3 == 0 ? BAD : pass())
                .with("bad", ALWAYS_BAD);
        List<String> kept = draws(shared, flows, "bad").values().iterator().next();
        assertThat(kept).hasSize(PACKETS * 2 / 3);
        assertThat(expected).containsAll(kept);
        assertThat(expected)
                .doesNotContainAnyElementsOf(
                        draws(shared, flows, "every third").values().iterator().next());
    }

    @Test
    void starts_a_flow_over_when_it_comes_back_after_being_idle() {
        DecisionLedger ledger = DecisionLedger.keepLast(1_000);
        Simulation simulation =
                Shaper.builder().rule("bad", ALWAYS_BAD).build().simulate().ledger(ledger);
        simulation.every(ofMillis(10), 50, () -> frame(0)).runToIdle();
        simulation.run(ofSeconds(59)).every(ofMillis(10), 50, () -> frame(0)).runToIdle();
        simulation.run(ofSeconds(61)).every(ofMillis(10), 50, () -> frame(0)).runToIdle();
        List<LedgerLine> lines = LedgerLine.all(ledger);
        List<LedgerLine> first =
                lines.stream().filter(line -> line.incarnation() == 0).toList();
        List<LedgerLine> second =
                lines.stream().filter(line -> line.incarnation() == 1).toList();
        assertThat(first).hasSize(100);
        assertThat(second).hasSize(50);
        assertThat(second).extracting(LedgerLine::ordinal).contains(0L, 49L).doesNotContain(50L);
        assertThat(second)
                .extracting(line -> line.draws().get(0))
                .doesNotContainAnyElementsOf(
                        first.stream().map(line -> line.draws().get(0)).toList());
    }

    @Test
    void keeps_an_idle_flow_while_something_of_it_is_held() {
        DecisionLedger ledger = DecisionLedger.keepLast(10);
        Simulation simulation = Shaper.builder()
                .rule("long", (packet, context) -> custom(0, 0, 120_000, 0, 0))
                .build()
                .simulate()
                .ledger(ledger);
        simulation.every(ofSeconds(90), 2, () -> frame(0)).runToIdle();
        assertThat(LedgerLine.all(ledger))
                .extracting(LedgerLine::incarnation, LedgerLine::ordinal)
                .containsExactly(tuple(0L, 0L), tuple(0L, 1L));
    }

    @Test
    void keeps_the_last_lines_of_a_bounded_ledger() {
        DecisionLedger ledger = DecisionLedger.keepLast(3);
        Simulation simulation = Shaper.builder().build().simulate().ledger(ledger);
        simulation.every(ofMillis(1), 3, () -> frame(0)).runToIdle();
        assertThat(ledger.truncated()).isFalse();
        simulation.run(ofMillis(1)).offer(frame(0));
        assertThat(ledger.truncated()).isTrue();
        assertThat(LedgerLine.all(ledger)).extracting(LedgerLine::packet).containsExactly(2L, 3L, 4L);
        assertThat(ledger.lines().get(0))
                .isEqualTo("{\"packet\":2,\"direction\":\"outgoing\",\"flow\":\"udp 10.0.0.1:5000 > 192.0.2.7:443\","
                        + "\"incarnation\":0,\"ordinal\":1,\"length\":100,\"arrival\":1000000,\"rule\":\"default\","
                        + "\"priority\":\"normal\",\"draws\":[],\"due\":1000000,\"release\":1000000}");
    }
}
