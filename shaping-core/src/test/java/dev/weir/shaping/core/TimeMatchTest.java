package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.core.Judged.holdsAt;
import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.daysOfMonth;
import static dev.weir.shaping.match.Matches.daysOfWeek;
import static dev.weir.shaping.match.Matches.months;
import static dev.weir.shaping.match.Matches.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Schedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeMatchTest {
    private static final Frame FRAME =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(100).outgoing();

    @ParameterizedTest
    @CsvSource({
        "60, 360, 00:59, false",
        "60, 360, 01:00, true",
        "60, 360, 05:59, true",
        "60, 360, 06:00, false",
        "360, 600, 06:00, true",
        "1320, 120, 21:59, false",
        "1320, 120, 23:00, true",
        "1320, 120, 01:59, true",
        "1320, 120, 02:00, false",
        "0, 1440, 00:00, true",
        "0, 1440, 23:59, true",
        "1380, 1440, 23:59, true",
        "1380, 1440, 00:00, false",
        "1440, 60, 00:59, true",
        "1440, 60, 23:59, false"
    })
    void holds_in_minutes_of_the_day(int from, int to, String now, boolean holds) {
        assertThat(holdsAt("2024-05-05T" + now + ":00Z", time(from, to))).isEqualTo(holds);
    }

    /** With a wrapping time the day is that of the packet, not that on which the time began. */
    @Test
    void tests_all_time_fields_at_the_packets_own_time() {
        Match match = time(1320, 120).and(daysOfWeek(DayOfWeek.SATURDAY));
        assertThat(holdsAt("2024-05-03T23:00:00Z", match)).isFalse();
        assertThat(holdsAt("2024-05-04T01:00:00Z", match)).isTrue();
        assertThat(holdsAt("2024-05-04T23:00:00Z", match)).isTrue();
        assertThat(holdsAt("2024-05-05T01:00:00Z", match)).isFalse();
    }

    @Test
    void holds_on_days_of_the_week() {
        Match match = daysOfWeek(DayOfWeek.SUNDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY);
        for (int day = 5; day < 12; day++) {
            assertThat(holdsAt("2024-05-%02dT12:00:00Z".formatted(day), match))
                    .isEqualTo(day == 5 || day == 8 || day == 9);
        }
    }

    @Test
    void holds_on_days_of_the_month_and_in_months() {
        assertThat(holdsAt("2024-05-31T00:00:00Z", daysOfMonth(1, 31))).isTrue();
        assertThat(holdsAt("2024-06-01T23:59:59Z", daysOfMonth(1, 31))).isTrue();
        assertThat(holdsAt("2024-06-30T12:00:00Z", daysOfMonth(1, 31))).isFalse();
        assertThat(holdsAt("2024-01-31T23:59:59Z", months(Month.JANUARY))).isTrue();
        assertThat(holdsAt("2024-02-01T00:00:00Z", months(Month.JANUARY))).isFalse();
    }

    /** A day has the date of the zone, and each new day is noticed. */
    @Test
    void follows_the_date_of_the_zone() {
        Shaper shaper = Shaper.builder()
                .zone(ZoneId.of("Pacific/Auckland"))
                .rule("first", daysOfMonth(1), block())
                .build();
        RuleTester tester = RuleTester.of(shaper);
        assertThat(Judged.holds(tester.at(Instant.parse("2024-05-31T11:59:59Z")), FRAME))
                .isFalse();
        assertThat(Judged.holds(tester.at(Instant.parse("2024-05-31T12:00:00Z")), FRAME))
                .isTrue();
        assertThat(Judged.holds(tester.at(Instant.parse("2024-06-01T12:00:00Z")), FRAME))
                .isFalse();
    }

    /** Clocks in Berlin went from 02:00 to 03:00 on 31 March 2024, and from 03:00 back to 02:00 on 27 October. */
    @Test
    void skips_an_hour_that_does_not_occur_and_applies_twice_in_one_that_repeats() {
        assertThat(minutesHeld("2024-03-31T00:00:00Z", time(120, 180))).isZero();
        assertThat(minutesHeld("2024-03-31T00:00:00Z", time(60, 240))).isEqualTo(120);
        assertThat(minutesHeld("2024-10-27T00:00:00Z", time(120, 180))).isEqualTo(120);
        assertThat(minutesHeld("2024-10-27T00:00:00Z", Schedule.of("s", "sun 02:00-03:00")))
                .isEqualTo(120);
    }

    private static long minutesHeld(String start, Match match) {
        Shaper shaper = Shaper.builder()
                .zone(ZoneId.of("Europe/Berlin"))
                .rule("match", match, high())
                .build();
        Simulation simulation = shaper.simulate().startingAt(Instant.parse(start));
        simulation.every(Duration.ofMinutes(1), 6 * 60, () -> FRAME);
        return simulation.runToIdle().rules().get(0).packetsIn();
    }

    @Test
    void switches_between_two_rules_exactly_at_their_border() {
        Shaper shaper = Shaper.builder()
                .rule("day", time(480, 1080), limit(100_000))
                .rule("night", time(1080, 480), high())
                .build();
        Simulation simulation = shaper.simulate().startingAt(Instant.parse("2024-05-05T17:59:59Z"));
        simulation.every(Duration.ofNanos(999_999_999), 2, () -> FRAME);
        simulation.at(Duration.ofSeconds(1), () -> FRAME);
        assertThat(simulation.runToIdle().rules())
                .extracting(RuleReport::packetsIn)
                .startsWith(2L, 1L);
    }

    @Test
    void skips_rules_out_of_their_schedule() {
        Schedule work = Schedule.of("work", "mon-fri 08:00-17:00").except(LocalDate.of(2024, 5, 8));
        Shaper shaper = Shaper.builder()
                .rules(RuleSet.empty()
                        .with(RuleEntry.of("slow", any().then(limit(1_000_000))).scheduled(work))
                        .with("fast", any(), high()))
                .build();
        Simulation simulation = shaper.simulate().startingAt(Instant.parse("2024-05-06T00:00:00Z"));
        simulation.every(Duration.ofHours(1), 7 * 24, () -> FRAME);
        assertThat(simulation.runToIdle().rules())
                .extracting(RuleReport::packetsIn)
                .startsWith(4 * 9L, 7 * 24 - 4 * 9L);
    }

    @Test
    void keeps_entries_with_a_schedule_from_being_switched_by_hand() {
        Schedule work = Schedule.of("work", "mon-fri 08:00-17:00");
        RuleSet plain = RuleSet.empty().with("a", any(), high()).withEnabled("a", false);
        RuleEntry linked = plain.entry("a").scheduled(work);
        RuleSet rules = RuleSet.empty().with(linked);
        assertThatIllegalStateException()
                .isThrownBy(() -> rules.withEnabled("a", false))
                .withMessage("rule must not be switched by hand while it has a schedule: \"a\"");
        assertThat(linked.schedule()).isEqualTo(work);
        LocalDateTime monday = LocalDateTime.parse("2024-05-06T12:00:00");
        assertThat(linked.enabledAt(monday)).isTrue();
        assertThat(linked.enabledAt(monday.plusDays(6))).isFalse();
        assertThat(linked.unscheduled(monday)).isEqualTo(RuleEntry.of("a", any().then(high())));
        assertThat(linked.unscheduled(monday.plusDays(6)).enabled()).isFalse();
        assertThat(linked.unscheduled(monday).switched(false).enabled()).isFalse();
    }
}
