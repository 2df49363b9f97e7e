package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.Always;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.DirectionIs;
import dev.weir.shaping.match.End;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import dev.weir.shaping.match.Not;
import dev.weir.shaping.match.PortIn;
import dev.weir.shaping.match.PortSet;
import dev.weir.shaping.match.ProtocolIs;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | remote_port: '443'",
                "remote_port: '400-500' | remote_port: '443, 450-460'",
                "remote_port: '443' | remote_port: '443', protocol: 6",
                "remote_endpoint: '10.0.0.0/8' | remote_endpoint: '10.1.0.0/16, 10.2.3.4'",
                "remote_endpoint: '10.0.0.0/8' | remote_endpoint: '10.1.0.9/255.255.0.255'",
                "remote_endpoint: '10.0.0.9/255.0.0.255' | remote_endpoint: '10.1.0.9/255.255.0.255'",
                "country_code: 'US, GB' | country_code: 'UK'",
                "process_name: 'a, b' | process_name: 'b'",
                "process_id: '1-9' | process_id: 5",
                "time: [0, 720] | time: [60, 360]",
                "time: [1200, 300] | time: [1260, 120]",
                "time: [1200, 300] | time: [0, 60]",
                "day_week: [true, true, true, false, false, false, false] | day_week: [false, true, false, false, false, false, false]",
                "schedule: {name: 'a', times: 'mon-fri'} | schedule: {name: 'b', times: 'tue', except: ['2026-01-01']}",
                "any: [{remote_port: '1-9'}, {local_port: '1'}] | any: [{local_port: '1'}, {remote_port: '2', protocol: 17}]",
                "any: [{direction: 'incoming'}, {direction: 'outgoing'}] | remote_port: '443'",
                "not: {remote_port: '443'} | remote_port: '80'",
                "not: {remote_port: '443'} | not: {remote_port: '440-450'}",
                "protocol: 'IP' | protocol: 6",
                "url: 'example.org' | url: 'example.org/news'",
                "remote_endpoint: 'example.org' | remote_endpoint: 'example.org'",
            })
    void an_earlier_rule_that_matches_all_of_it_hides_a_rule(String wide, String narrow) throws ConfigurationException {
        assertThat(hidden(wide, "low", narrow)).containsExactly(new RuleCheck.HiddenRule("narrow", List.of("wide")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "remote_port: '443' | ''",
                "remote_port: '443' | local_port: '443'",
                "remote_port: '443' | remote_port: '443-444'",
                "remote_endpoint: '10.0.0.0/8' | local_endpoint: '10.1.0.0/16'",
                "remote_endpoint: '10.0.0.0/8' | remote_endpoint: '10.1.0.0/16, 11.0.0.1'",
                "remote_endpoint: '10.0.0.0/8' | remote_endpoint: '0.1.0.9/0.255.0.255'",
                "remote_port: '443', protocol: 6 | remote_port: '443'",
                "time: [1200, 300] | time: [300, 600]",
                "schedule: {name: 'a', times: 'mon-fri', except: ['2026-01-01']} | schedule: {name: 'b', times: 'tue'}",
                "condition: {quantity: 5, time_unit: 'day'} | condition: {quantity: 5, time_unit: 'day'}",
                "not: {condition: {quantity: 5, time_unit: 'day'}} | not: {condition: {quantity: 5, time_unit: 'day'}}",
                "not: {remote_port: '440-450'} | not: {remote_port: '443'}",
                "process_name: 'b' | process_name: 'a, b'",
                "url: 'example.org/news' | url: 'example.org'",
            })
    void nothing_is_claimed_of_other_rules(String wide, String narrow) throws ConfigurationException {
        assertThat(hidden(wide, "low", narrow)).isEmpty();
    }

    @Test
    void a_rule_that_leaves_packets_to_the_next_hides_nothing() throws ConfigurationException {
        assertThat(hidden("", "pass", "remote_port: '443'")).isEmpty();
        RuleSet suspending = RuleSet.empty()
                .with("quota", Matches.any(), Priorities.quota(Quota.of("1 MB").thenSuspend()))
                .with("low", Matches.any(), Priorities.low());
        assertThat(RuleCheck.hidden(suspending)).isEmpty();
    }

    @Test
    void each_direction_may_have_a_rule_that_hides() {
        Priority downloads = Priorities.perDirection(Priorities.low(), Priorities.pass());
        RuleSet rules = RuleSet.empty()
                .with("downloads", Matches.any(), downloads)
                .with("web downloads", Matches.incoming().and(Matches.remotePorts("443")), Priorities.high())
                .with("web", Matches.remotePorts("443"), Priorities.high())
                .with("uploads", Matches.outgoing(), Priorities.high())
                .with("rest", Matches.remotePorts("80"), Priorities.high());
        assertThat(RuleCheck.hidden(rules))
                .containsExactly(
                        new RuleCheck.HiddenRule("web downloads", List.of("downloads")),
                        new RuleCheck.HiddenRule("rest", List.of("downloads", "uploads")));
    }

    @Test
    void rules_that_are_not_enabled_or_may_fail_hide_nothing() {
        Match match = Matches.remotePorts("443");
        Match failing = Matches.where((packet, context) -> false).or(Matches.any());
        RuleSet rules = RuleSet.empty()
                .with(new RuleEntry("off", Matches.any().then(Priorities.low()), false))
                .with("function", (packet, context) -> Priorities.low())
                .with("predicate", failing, Priorities.low())
                .with("web", match, Priorities.low());
        assertThat(RuleCheck.hidden(rules)).isEmpty();
    }

    @Test
    void a_rule_that_contradicts_itself_never_matches() {
        RuleSet rules = RuleSet.empty()
                .with("odd", Matches.remotePorts("443").and(Matches.remotePorts("80")), Priorities.low())
                .with("even", Matches.protocol(6).and(Matches.protocol(6).not()), Priorities.low());
        assertThat(RuleCheck.hidden(rules))
                .containsExactly(
                        new RuleCheck.HiddenRule("odd", List.of()), new RuleCheck.HiddenRule("even", List.of()));
    }

    @Test
    void what_is_claimed_holds_for_every_packet() {
        Random random = new Random(11);
        int claims = 0;
        for (int i = 0; i < 5_000; i++) {
            Match wide = match(random, 3);
            Match narrow = match(random, 3);
            if (new Coverage().covers(wide, narrow)) {
                claims++;
                assertThat(Facts.all().filter(facts -> facts.meets(narrow)))
                        .as("%s covers %s", wide, narrow)
                        .allMatch(facts -> facts.meets(wide));
            }
            if (new Coverage().disjoint(wide, narrow)) {
                claims++;
                assertThat(Facts.all()).noneMatch(facts -> facts.meets(narrow) && facts.meets(wide));
            }
        }
        assertThat(claims).isGreaterThan(500);
    }

    @Test
    void gives_up_on_conditions_of_many_alternatives() {
        Match match = Matches.remotePorts("1");
        for (int i = 0; i < 40; i++) {
            match = new Not(new AllOf(List.of(match, Matches.remotePorts("" + i), new Not(match))));
        }
        assertThat(new Coverage().covers(Matches.localPorts("7"), match)).isFalse();
    }

    private static List<RuleCheck.HiddenRule> hidden(String wide, String priority, String narrow)
            throws ConfigurationException {
        return RuleCheck.hidden(Read.document("{rules: [{name: 'wide', priority: '" + priority + "', " + wide
                        + "}, {name: 'narrow', priority: 'high', " + narrow + "}]}")
                .rules());
    }

    private static Match match(Random random, int depth) {
        return switch (depth == 0 ? 9 : random.nextInt(10)) {
            case 0 -> new Not(match(random, depth - 1));
            case 1, 2 -> new AnyOf(parts(random, depth - 1));
            case 3, 4 -> new AllOf(parts(random, depth - 1));
            default -> leaf(random);
        };
    }

    private static List<Match> parts(Random random, int depth) {
        List<Match> parts = new ArrayList<>();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            parts.add(match(random, depth));
        }
        return parts;
    }

    private static Match leaf(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Matches.any();
            case 1 -> new DirectionIs(Direction.values()[random.nextInt(2)]);
            case 2 -> new ProtocolIs(6 + random.nextInt(2));
            case 3 -> new PortIn(End.LOCAL, ports(random));
            default -> new PortIn(End.REMOTE, ports(random));
        };
    }

    private static PortSet ports(Random random) {
        int first = random.nextInt(4);
        return PortSet.parse(first + "-" + (first + random.nextInt(4 - first)));
    }

    /** A packet as far as the random conditions look. */
    private record Facts(Direction direction, int protocol, int localPort, int remotePort) {
        static Stream<Facts> all() {
            List<Facts> all = new ArrayList<>();
            for (int i = 0; i < 2 * 3 * 4 * 4; i++) {
                all.add(new Facts(Direction.values()[i % 2], 5 + i / 2 % 3, i / 6 % 4, i / 24));
            }
            return all.stream();
        }

        boolean meets(Match match) {
            if (match instanceof AllOf all) {
                return all.parts().stream().allMatch(this::meets);
            }
            if (match instanceof AnyOf any) {
                return any.parts().stream().anyMatch(this::meets);
            }
            if (match instanceof Not not) {
                return !meets(not.match());
            }
            if (match instanceof DirectionIs is) {
                return direction == is.direction();
            }
            if (match instanceof ProtocolIs is) {
                return protocol == is.number();
            }
            return match instanceof Always
                    || match instanceof PortIn in
                            && in.ports().contains(in.end() == End.LOCAL ? localPort : remotePort);
        }
    }
}
