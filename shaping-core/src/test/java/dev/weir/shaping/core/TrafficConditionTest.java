package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Rate.bitsPerSecond;
import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.remotePorts;
import static dev.weir.shaping.match.Matches.where;
import static dev.weir.shaping.match.TrafficCondition.lessThan;
import static dev.weir.shaping.match.TrafficCondition.moreThan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Priority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.QuotaLadder;
import dev.weir.shaping.match.TrafficWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficConditionTest {
    private static final Instant START = Instant.parse("2024-01-10T00:00:00Z");
    private static final Priority SLOW = limit(bitsPerSecond(128_000));
    private static final Priority SLOWER = limit(bitsPerSecond(64_000));
    private static final Frame BIG =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(50_000).outgoing();
    private static final Frame SENT =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(1_000).outgoing();
    private static final Frame RECEIVED =
            Packets.udp("192.0.2.7", 443, "10.0.0.2", 5000).length(1_000).incoming();

    private static Match above(String size) {
        return moreThan(DataSize.parse(size)).inLast(1, ChronoUnit.MONTHS);
    }

    /** Judges packets, one a second, and tells the numbers, from 1, at which the decision changes. */
    private static List<String> changes(RuleTester tester, int packets) {
        List<String> changes = new ArrayList<>();
        String before = "none";
        for (int number = 1; number <= packets; number++) {
            String now = String.valueOf(
                    tester.at(START.plusSeconds(number)).judge(BIG).decidedBy());
            if (!now.equals(before)) {
                changes.add(number + " " + now);
            }
            before = now;
        }
        return changes;
    }

    private static RuleTester tester(RuleSet rules) {
        return RuleTester.of(Shaper.builder().rules(rules).build()).at(START);
    }

    @Test
    void escalates_a_quota_from_the_top_of_the_list() {
        RuleTester tester = tester(RuleSet.empty()
                .with("5GB", above("5GB"), block())
                .with("4.5GB", above("4.5GB"), SLOWER)
                .with("4GB", above("4GB"), SLOW));
        assertThat(changes(tester, 101_000)).containsExactly("1 null", "80002 4GB", "90002 4.5GB", "100002 5GB");
        assertThat(tester.at(START.plus(Duration.ofDays(30))).judge(BIG).decidedBy())
                .isEqualTo("5GB");
        assertThat(tester.at(Instant.parse("2024-02-12T00:00:00Z")).judge(BIG).decidedBy())
                .isNull();
    }

    @Test
    void never_escalates_from_the_bottom_of_the_list() {
        RuleTester tester = tester(RuleSet.empty()
                .with("4GB", above("4GB"), SLOW)
                .with("4.5GB", above("4.5GB"), SLOWER)
                .with("5GB", above("5GB"), block()));
        assertThat(changes(tester, 120_000)).containsExactly("1 null", "80002 4GB");
    }

    @Test
    void escalates_by_one_count_on_a_ladder() {
        QuotaLadder ladder = QuotaLadder.of(TrafficWindow.of(1, ChronoUnit.MONTHS))
                .above(DataSize.parse("5GB"), block())
                .above(DataSize.parse("4GB"), SLOW)
                .above(DataSize.parse("4.5GB"), SLOWER);
        assertThat(ladder.toString())
                .startsWith("any, in 1 month: above 4 GB ")
                .contains(" above 4.5 GB ")
                .contains(" above 5 GB ");
        RuleTester tester = tester(RuleSet.empty().with("quota", ladder));
        List<String> steps = new ArrayList<>();
        Priority before = pass();
        for (int number = 1; number <= 101_000; number++) {
            Priority now = tester.at(START.plusSeconds(number)).judge(BIG).priority();
            if (!now.equals(before) && number > 1) {
                steps.add(number + " " + (now.equals(SLOW) ? 1 : now.equals(SLOWER) ? 2 : 3));
            }
            before = now;
        }
        assertThat(steps).containsExactly("80002 1", "90002 2", "100002 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ladder.above(DataSize.parse("4000MB"), high()))
                .withMessage("amounts must be different: 4 GB");
        assertThat(ladder).isEqualTo(ladder.matching(any()).matching(any()));
    }

    /** Several rules lose sight of what a rule above them decides, and let go too early; a ladder does not. */
    @Test
    void a_ladder_remembers_what_separate_rules_forget() {
        RuleTester rules = tester(RuleSet.empty()
                .with("high step", moreThan(DataSize.ofBytes(2_000)).inLast(30, ChronoUnit.DAYS), low())
                .with("low step", moreThan(DataSize.ofBytes(1_000)).inLast(30, ChronoUnit.DAYS), high()));
        RuleTester ladder = tester(RuleSet.empty()
                .with(
                        "ladder",
                        QuotaLadder.of(TrafficWindow.of(30, ChronoUnit.DAYS))
                                .above(DataSize.ofBytes(1_000), high())
                                .above(DataSize.ofBytes(2_000), low())));
        for (int day = 0; day < 20; day++) {
            rules.at(START.plus(Duration.ofDays(day))).judge(SENT);
            ladder.at(START.plus(Duration.ofDays(day))).judge(SENT);
        }
        Instant later = START.plus(Duration.ofDays(30 + 17)).plus(Duration.ofHours(2));
        assertThat(rules.at(later).judge(SENT).priority()).isNotEqualTo(high());
        assertThat(ladder.at(later).judge(SENT).priority()).isEqualTo(high());
    }

    @Test
    void holds_below_an_amount_until_it_is_reached_and_again_when_the_window_has_passed() {
        Match match = lessThan(DataSize.ofBytes(192_727)).inLast(3, ChronoUnit.HOURS);
        RuleTester tester = tester(RuleSet.empty().with("few", match, high()));
        assertThat(changes(tester, 100)).containsExactly("1 few", "5 null");
        assertThat(tester.at(START.plus(Duration.ofHours(3))).judge(SENT).decidedBy())
                .isNull();
        assertThat(tester.at(START.plus(Duration.ofHours(3)).plusSeconds(161))
                        .judge(SENT)
                        .decidedBy())
                .isEqualTo("few");
    }

    @Test
    void holds_neither_above_nor_below_where_the_amount_is_equal() {
        RuleTester tester = tester(RuleSet.empty()
                .with("more", moreThan(DataSize.ofBytes(1_000)).inLast(1, ChronoUnit.DAYS), high())
                .with("less", lessThan(DataSize.ofBytes(1_000)).inLast(1, ChronoUnit.DAYS), low()));
        assertThat(tester.judge(SENT).decidedBy()).isEqualTo("less");
        assertThat(tester.judge(SENT).decidedBy()).isNull();
        assertThat(tester.judge(SENT).decidedBy()).isEqualTo("more");
    }

    @Test
    void counts_one_direction_or_both() {
        RuleTester tester = tester(RuleSet.empty()
                .with(
                        "sent",
                        moreThan(DataSize.ofBytes(999))
                                .inLast(1, ChronoUnit.DAYS)
                                .sent(),
                        pass().counted())
                .with(
                        "sent too",
                        moreThan(DataSize.ofBytes(999))
                                .inLast(1, ChronoUnit.DAYS)
                                .sent(),
                        high())
                .with(
                        "received",
                        moreThan(DataSize.ofBytes(999))
                                .inLast(1, ChronoUnit.DAYS)
                                .received(),
                        high()));
        assertThat(tester.judge(RECEIVED).decidedBy()).isNull();
        assertThat(tester.judge(RECEIVED).decidedBy()).isEqualTo("received");
        assertThat(tester.judge(SENT).decidedBy()).isEqualTo("received");
        assertThat(tester.judge(SENT).decidedBy()).isEqualTo("sent too");
    }

    /** Its own fields must be met, whatever the order in which they are given, and also a predicate. */
    @Test
    void counts_only_what_meets_the_other_fields() {
        Match much = moreThan(DataSize.ofBytes(1_500)).inLast(1, ChronoUnit.DAYS);
        boolean[] open = {true};
        RuleTester tester = tester(RuleSet.empty()
                .with("match", much.and(remotePorts("443")).and(where((packet, context) -> open[0])), high()));
        Frame other =
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 80).length(60_000).outgoing();
        tester.judge(other);
        open[0] = false;
        tester.judge(BIG);
        open[0] = true;
        assertThat(tester.judge(SENT).decidedBy()).isNull();
        assertThat(tester.judge(SENT).decidedBy()).isNull();
        assertThat(tester.judge(SENT).decidedBy()).isEqualTo("match");
    }

    @Test
    void counts_for_every_condition_of_a_conjunction() {
        Match both = moreThan(DataSize.ofBytes(2_500))
                .inLast(1, ChronoUnit.DAYS)
                .and(moreThan(DataSize.ofBytes(2_500)).inLast(2, ChronoUnit.DAYS));
        RuleTester tester = tester(RuleSet.empty().with("both", both, high()));
        for (int i = 0; i < 3; i++) {
            assertThat(tester.judge(SENT).decidedBy()).isNull();
        }
        assertThat(tester.judge(SENT).decidedBy()).isEqualTo("both");
    }

    /** In an engine: what is hidden by a rule above, blocked, lost or ignored below does not count; what waits in a limit does. */
    @Test
    void counts_what_reaches_it_and_is_delivered() {
        assertThat(packetsAbove(2_500, RuleSet.empty(), RuleSet.empty())).isEqualTo(7);
        assertThat(packetsAbove(2_500, RuleSet.empty().with("lan", any(), ignore()), RuleSet.empty()))
                .isZero();
        assertThat(packetsAbove(2_500, RuleSet.empty(), RuleSet.empty().with("ignored", any(), ignore())))
                .isZero();
        assertThat(packetsAbove(2_500, RuleSet.empty(), RuleSet.empty().with("blocked", any(), block())))
                .isZero();
        assertThat(packetsAbove(2_500, RuleSet.empty(), RuleSet.empty().with("lost", any(), drop(1.0))))
                .isZero();
        assertThat(packetsAbove(2_500, RuleSet.empty(), RuleSet.empty().with("slow", any(), limit(100))))
                .isEqualTo(7);
    }

    private static long packetsAbove(long bytes, RuleSet before, RuleSet after) {
        List<RuleEntry> entries = new ArrayList<>(before.entries());
        entries.addAll(RuleSet.empty()
                .with("quota", moreThan(DataSize.ofBytes(bytes)).inLast(1, ChronoUnit.DAYS), high())
                .entries());
        entries.addAll(after.entries());
        Simulation simulation =
                Shaper.builder().rules(RuleSet.of(entries)).build().simulate();
        simulation.every(Duration.ofMillis(10), 10, () -> SENT);
        return simulation.runToIdle().rules().stream()
                .filter(rule -> rule.name().equals("quota"))
                .mapToLong(RuleReport::packetsIn)
                .sum();
    }

    /** A packet counts for the window's length, and at most one bucket of time longer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5 seconds",
                "10 minutes",
                "11 minutes",
                "700 seconds",
                "1 day",
                "25 hours",
                "2 weeks",
                "31 days",
                "40 days"
            })
    void slides(String text) {
        TrafficWindow window = TrafficWindow.parse(text);
        long seconds = window.amount() * window.unit().getDuration().toSeconds();
        long bucket = seconds <= 600 ? 1 : seconds <= 86_400 ? 60 : seconds <= 31 * 86_400 ? 3_600 : 86_400;
        for (long shift : new long[] {0, 1, bucket / 2, bucket - 1}) {
            RuleTester tester = tester(
                    RuleSet.empty().with("some", moreThan(DataSize.ofBytes(0)).within(window), block()));
            Instant first = START.plusSeconds(shift);
            tester.at(first).judge(SENT);
            assertThat(tester.at(first.plusSeconds(seconds)).judge(SENT).decidedBy())
                    .isEqualTo("some");
            assertThat(tester.at(first.plusSeconds(seconds + bucket))
                            .judge(SENT)
                            .decidedBy())
                    .isNull();
        }
    }

    @Test
    void counts_for_a_lambda_that_asks() {
        Match much = moreThan(DataSize.ofBytes(1_500)).inLast(1, ChronoUnit.DAYS);
        RuleTester tester = tester(
                RuleSet.empty().with("lambda", (packet, context) -> much.matches(packet, context) ? high() : pass()));
        tester.judge(SENT);
        tester.judge(SENT);
        assertThat(tester.judge(SENT).decidedBy()).isEqualTo("lambda");
    }

    @Test
    void counts_nothing_while_its_rule_is_disabled_and_keeps_what_it_has() {
        Simulation simulation = Shaper.builder()
                .rules(RuleSet.empty().with("match", above("1500"), high()))
                .build()
                .simulate();
        simulation.offer(SENT);
        simulation.rules(rules -> rules.withEnabled("match", false));
        for (int i = 0; i < 5; i++) {
            simulation.offer(SENT);
        }
        simulation.rules(rules -> rules.withEnabled("match", true));
        simulation.offer(SENT);
        assertThat(simulation.report().rules().get(0).packetsIn())
                .as("1000 bytes seen")
                .isZero();
        simulation.offer(SENT);
        assertThat(simulation.report().rules().get(0).packetsIn())
                .as("2000 bytes seen")
                .isEqualTo(1);
    }

    @Test
    void starts_afresh_with_another_rule_and_goes_on_with_an_equal_one() {
        RuleSet rules = RuleSet.empty().with("match", above("1500"), high());
        Simulation simulation = Shaper.builder().rules(rules).build().simulate();
        simulation.offer(SENT);
        simulation.offer(SENT);
        simulation.rules(RuleSet.empty().with("match", above("1500"), high()));
        simulation.offer(SENT);
        assertThat(simulation.report().rules().get(0).packetsIn()).isEqualTo(1);
        simulation.rules(RuleSet.empty().with("match", above("1501"), high()));
        simulation.offer(SENT);
        assertThat(simulation.report().rules().get(0).packetsIn()).isEqualTo(1);
    }
}
