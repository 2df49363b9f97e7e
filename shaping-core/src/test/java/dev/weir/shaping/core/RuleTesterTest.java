package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.dscp;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Priorities.perDirection;
import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.incoming;
import static dev.weir.shaping.match.Matches.outgoing;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.remotePorts;
import static dev.weir.shaping.match.Matches.time;
import static dev.weir.shaping.match.Matches.where;
import static dev.weir.shaping.match.TrafficCondition.moreThan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.Priority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.RuleJudgement.Outcome;
import dev.weir.shaping.match.Explanation;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.QuotaLadder;
import dev.weir.shaping.match.Schedule;
import dev.weir.shaping.match.TrafficWindow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleTesterTest {
    private static final Frame UPLOAD =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(100).outgoing();
    private static final Frame DOWNLOAD =
            Packets.tcp("192.0.2.7", 443, "10.0.0.2", 5000).payload(100).incoming();

    private static RuleTester tester(RuleSet rules) {
        return RuleTester.of(Shaper.builder().rules(rules).build());
    }

    @Test
    void tells_rule_by_rule_what_happened() {
        RuleTester tester = tester(RuleSet.empty()
                .with(new RuleEntry("off", (packet, context) -> block(), false))
                .with("passing", (packet, context) -> pass())
                .with("throwing", (packet, context) -> {
                    throw new IllegalStateException("broken");
                })
                .with(RuleEntry.of("scheduled", any().then(block())).scheduled(Schedule.of("work", "mon-fri")))
                .with("failing", incoming().or(remotePorts("80")).and(protocol("udp")), block())
                .with("upload only", any(), perDirection(block(), pass()))
                .with("deciding", outgoing().and(remotePorts("443")), high())
                .with("behind", any(), low()));
        Judgement judgement = tester.at(Instant.parse("2024-05-05T12:00:00Z")).judge(UPLOAD);
        assertThat(judgement.rules())
                .extracting(RuleJudgement::outcome)
                .containsExactly(
                        Outcome.OFF,
                        Outcome.PASSED,
                        Outcome.FAILED,
                        Outcome.OUT_OF_SCHEDULE,
                        Outcome.NOT_MET,
                        Outcome.PASSED,
                        Outcome.DECIDED,
                        Outcome.NOT_REACHED);
        assertThat(judgement.decidedBy()).isEqualTo("deciding");
        assertThat(judgement.priority()).isEqualTo(high());
        assertThat(judgement.treatment()).isEqualTo(high().treatment(UPLOAD.direction()));
        assertThat(judgement.rule("throwing").error()).hasMessage("broken");
        assertThat(judgement)
                .hasToString(
                        """
                        outgoing ETHERNET frame, 142 of 142 bytes
                          "off" is off
                          "passing" passes
                          "throwing" fails: java.lang.IllegalStateException: broken
                          "scheduled" is out of its schedule: schedule(work: monday 00:00-24:00; tuesday 00:00-24:00; wednesday 00:00-24:00; thursday 00:00-24:00; friday 00:00-24:00)
                          "failing" is not met: incoming or remotePorts(80)
                              [fails] all of
                                [fails] one of
                                  [fails] incoming
                                  [fails] remotePorts(80)
                                [not asked] protocol(UDP)
                          "upload only" passes
                          "deciding" decides: high
                              [holds] all of
                                [holds] outgoing
                                [holds] remotePorts(443)
                          "behind" is not reached
                          high by "deciding\"""");
    }

    @Test
    void tells_which_part_of_a_nested_condition_decides() {
        Match match =
                outgoing().and(remotePorts("80").or(protocol("tcp").not())).not();
        Judgement judgement =
                tester(RuleSet.empty().with("match", match, block())).judge(UPLOAD);
        Explanation why = explanation(judgement);
        assertThat(why.holds()).isFalse();
        assertThat(why.toString())
                .isEqualTo(
                        """
                        [fails] not
                          [holds] all of
                            [holds] outgoing
                            [holds] one of
                              [fails] remotePorts(80)
                              [holds] not
                                [fails] protocol(TCP)""");
        Match deep = outgoing()
                .and(incoming().not().not().or(remote("10.0.0.0/8")).not().not());
        Explanation other = explanation(
                tester(RuleSet.empty().with("match", outgoing().and(outgoing().not()), block()))
                        .judge(UPLOAD));
        assertThat(other.cause().match()).isEqualTo(outgoing());
        assertThat(deep.toString()).isEqualTo("outgoing and (incoming or remote(10.0.0.0/8))");
    }

    @Test
    void takes_a_part_that_was_not_asked_for_its_own_cause() {
        Match notAsked = remotePorts("80").not();
        Judgement judgement = tester(RuleSet.empty().with("match", incoming().and(notAsked), block()))
                .judge(UPLOAD);
        Explanation part = explanation(judgement).parts().get(1);
        assertThat(part.answer()).isEqualTo(Explanation.Answer.NOT_ASKED);
        assertThat(part.cause().match()).isEqualTo(notAsked);
    }

    private static Explanation explanation(Judgement judgement) {
        return Objects.requireNonNull(judgement.rule("match").explanation(), "explanation");
    }

    @Test
    void decides_by_default_where_no_rule_does() {
        Judgement judgement =
                RuleTester.of(Shaper.builder().defaultPriority(low()).build()).judge(DOWNLOAD);
        assertThat(judgement.decidedBy()).isNull();
        assertThat(judgement).hasToString("incoming ETHERNET frame, 154 of 154 bytes\n  low by default");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> judgement.rule("none"))
                .withMessage("rule name is not in the list: \"none\"");
    }

    @Test
    void keeps_contexts_and_moves_time_only_when_told() {
        RuleTester tester = tester(RuleSet.empty()
                .with("third", (packet, context) -> context.increment("n") % 3 == 0 ? block() : pass())
                .with("night", time(1320, 360), high())
                .with("counted", (packet, context) -> context.uploaded() > 500 ? low() : normal()));
        List<String> decided = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            decided.add(String.valueOf(tester.judge(UPLOAD).decidedBy()));
        }
        assertThat(decided).containsExactly("night", "night", "third");
        tester.at(Instant.parse("2024-05-05T12:00:00Z"));
        List<Priority> priorities = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            priorities.add(tester.judge(UPLOAD).priority());
        }
        assertThat(priorities).containsExactly(normal(), normal(), block(), normal(), normal(), block(), low(), low());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tester.at(Instant.EPOCH))
                .withMessage("time must be within 2024-05-05T12:00:00Z..2200-01-01T00:00:00Z: 1970-01-01T00:00:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tester.filter(-1))
                .withMessage("filter id must be at least 0: -1");
    }

    /** What a rule changes in passing is there for the rules behind it, and not in the frame. */
    @Test
    void lets_rules_see_what_others_changed() {
        RuleTester tester = tester(RuleSet.empty()
                .with("mark", any(), pass().dscp(Dscp.EF))
                .with("marked", where((packet, context) -> packet.dscp() == 46), dscp(10)));
        Judgement judgement = tester.judge(UPLOAD);
        assertThat(judgement.decidedBy()).isEqualTo("marked");
        assertThat(judgement.frame()).isEqualTo(UPLOAD);
        assertThat(UPLOAD.bytes()[15]).isZero();
    }

    @Test
    void explains_ladders() {
        QuotaLadder ladder = QuotaLadder.of(TrafficWindow.of(1, ChronoUnit.DAYS))
                .matching(outgoing())
                .above(DataSize.ofBytes(100), low());
        RuleTester tester = tester(RuleSet.empty().with("ladder", ladder));
        assertThat(tester.judge(DOWNLOAD).rule("ladder").outcome()).isEqualTo(Outcome.NOT_MET);
        assertThat(tester.judge(UPLOAD).rule("ladder").outcome()).isEqualTo(Outcome.PASSED);
        assertThat(tester.judge(UPLOAD).rule("ladder").outcome()).isEqualTo(Outcome.DECIDED);
    }

    /** Lists of random rules decide the same in an engine; and every explanation says what the condition says. */
    @Test
    void agrees_with_the_engine() {
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            RuleSet rules = RuleSet.empty();
            for (int i = 0; i < 4; i++) {
                rules = rules.with("rule " + i, random(random, 3), random.nextInt(4) == 0 ? pass() : high());
            }
            Shaper shaper = Shaper.builder().rules(rules).build();
            RuleTester tester = RuleTester.of(shaper);
            Simulation simulation = shaper.simulate();
            long[] decided = new long[5];
            for (int i = 0; i < 40; i++) {
                Frame frame = frame(random);
                Judgement judgement = tester.judge(frame);
                simulation.offer(frame);
                decided[
                        judgement.decidedBy() == null
                                ? 4
                                : judgement.decidedBy().charAt(5) - '0']++;
            }
            List<RuleReport> reports = simulation.runToIdle().rules();
            for (int i = 0; i < 5; i++) {
                assertThat(reports.get(i).packetsIn()).as("%s", rules.entries()).isEqualTo(decided[i]);
            }
        }
    }

    private static Frame frame(Random random) {
        int port = 442 + random.nextInt(3);
        PacketBuilder packet = random.nextBoolean()
                ? Packets.udp("10.0.0.2", 5000, "192.0.2.7", port)
                : Packets.tcp("10.0.0.2", 5000, "192.0.2.7", port);
        packet.payload(random.nextInt(900));
        return random.nextBoolean() ? packet.outgoing() : packet.incoming();
    }

    private static Match random(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return switch (random.nextInt(5)) {
                case 0 -> outgoing();
                case 1 -> protocol("udp");
                case 2 -> remotePorts("443");
                case 3 -> remotePorts("442, 443");
                default -> moreThan(DataSize.ofBytes(random.nextInt(6_000))).inLast(1, ChronoUnit.DAYS);
            };
        }
        Match left = random(random, depth - 1);
        return switch (random.nextInt(3)) {
            case 0 -> left.not();
            case 1 -> left.and(random(random, depth - 1));
            default -> left.or(random(random, depth - 1));
        };
    }
}
