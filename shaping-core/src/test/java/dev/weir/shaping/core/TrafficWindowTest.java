package dev.weir.shaping.core;

import static dev.weir.shaping.Direction.INCOMING;
import static dev.weir.shaping.Direction.OUTGOING;
import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.pass;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.MONTHS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static java.time.temporal.ChronoUnit.WEEKS;
import static java.time.temporal.ChronoUnit.YEARS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficWindowTest {
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    private final List<Passed> passed = new ArrayList<>();
    private final List<Long> seen = new ArrayList<>();

    /** A packet that counts. */
    private record Passed(long second, Direction direction, int length) {}

    /** A window, and the sum over it taken packet by packet. */
    private record Window(long amount, ChronoUnit unit) {
        long start(Instant now, ZoneId zone) {
            return unit == MONTHS
                    ? now.atZone(zone).minusMonths(amount).toEpochSecond()
                    : now.getEpochSecond() - amount * unit.getDuration().toSeconds();
        }

        long width() {
            long length = unit == MONTHS
                    ? (amount == 1 ? 31 : 60) * DAY
                    : amount * unit.getDuration().toSeconds();
            return length <= 10 * MINUTE ? 1 : length <= DAY ? MINUTE : length <= 31 * DAY ? HOUR : DAY;
        }

        long sum(List<Passed> packets, Instant now, ZoneId zone, Direction direction) {
            long from = Math.floorDiv(start(now, zone), width()) * width();
            long sum = 0;
            for (Passed packet : packets) {
                if (packet.direction == direction && packet.second >= from) {
                    sum += packet.length;
                }
            }
            return sum;
        }
    }

    private static final List<Window> WINDOWS = List.of(
            new Window(1, SECONDS),
            new Window(599, SECONDS),
            new Window(600, SECONDS),
            new Window(601, SECONDS),
            new Window(30, MINUTES),
            new Window(60, MINUTES),
            new Window(24, HOURS),
            new Window(25, HOURS),
            new Window(2, DAYS),
            new Window(31, DAYS),
            new Window(32, DAYS),
            new Window(3, WEEKS),
            new Window(1, MONTHS),
            new Window(2, MONTHS),
            new Window(13, MONTHS),
            new Window(400, DAYS));

    private static Frame frame(Direction direction, int length) {
        return direction == OUTGOING
                ? Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443)
                        .length(length)
                        .outgoing()
                : Packets.udp("192.0.2.7", 443, "10.0.0.2", 5_000)
                        .length(length)
                        .incoming();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-01-30T23:59:59.999999999Z",
        "Europe/Berlin, 2025-12-31T22:59:00.5Z",
        "America/New_York, 1969-12-30T00:00:00Z",
        "Asia/Kathmandu, 2024-01-29T10:00:00.000000001Z"
    })
    void equals_the_sum_over_all_packets(String zoneName, String startText) {
        ZoneId zone = ZoneId.of(zoneName);
        Instant start = Instant.parse(startText);
        SplittableRandom random = new SplittableRandom(7);
        Simulation[] self = new Simulation[1];
        List<Priority> answers = List.of(normal(), normal(), pass().counted(), pass(), block(), ignore(), drop(1.0));
        Rule rule = (packet, context) -> {
            Instant now = start.plus(self[0].now());
            for (Window window : WINDOWS) {
                if (random.nextInt(3) > 0) {
                    for (Direction direction : Direction.values()) {
                        assertThat(context.traffic(window.amount, window.unit, direction))
                                .as("%s %s at %s", window, direction, now)
                                .isEqualTo(window.sum(passed, now, zone, direction));
                    }
                }
            }
            int answer = random.nextInt(answers.size());
            if (answer < 3) {
                passed.add(new Passed(now.getEpochSecond(), packet.direction(), packet.length()));
            }
            return answers.get(answer);
        };
        Simulation simulation = Shaper.builder()
                .rule("windows", rule)
                .zone(zone)
                .build()
                .simulate()
                .startingAt(start);
        self[0] = simulation;
        long[] steps = {1, 1_000_000_000L, 60_000_000_000L, 1_000_000_000L * HOUR, 1_000_000_000L * DAY * 20};
        for (int i = 0; i < 2_500; i++) {
            simulation.offer(frame(random.nextBoolean() ? INCOMING : OUTGOING, 60 + random.nextInt(1_400)));
            simulation.run(Duration.ofNanos(random.nextLong(1 + steps[Math.min(4, random.nextInt(9) * 5 / 8)])));
        }
        assertThat(simulation.report().rules().get(0).errors()).isZero();
        assertThat(passed).hasSizeGreaterThan(800);
    }

    private Simulation reading(long amount, ChronoUnit unit, boolean always) {
        Rule rule = (packet, context) -> {
            if (always || packet.incoming()) {
                seen.add(context.traffic(amount, unit, OUTGOING));
            }
            return normal();
        };
        return Shaper.builder()
                .rule("windows", rule)
                .build()
                .simulate()
                .startingAt(Instant.parse("2026-05-01T00:00:00Z"));
    }

    @Test
    void forgets_a_packet_with_its_bucket_to_the_nanosecond() {
        Simulation simulation = reading(30, MINUTES, true);
        simulation.run(Duration.ofSeconds(59)).offer(frame(OUTGOING, 1_000));
        simulation.run(Duration.ofMinutes(30).minusNanos(1)).offer(frame(INCOMING, 1_000));
        simulation.run(Duration.ofSeconds(1)).offer(frame(INCOMING, 1_000));
        simulation.run(Duration.ofNanos(1)).offer(frame(INCOMING, 1_000));
        assertThat(seen).containsExactly(0L, 1_000L, 1_000L, 0L);
    }

    @Test
    void is_right_from_the_start_of_the_context_however_late_it_is_first_asked_for() {
        Simulation simulation = reading(1, MONTHS, false);
        for (int day = 0; day < 60; day++) {
            simulation.offer(frame(OUTGOING, 100));
            simulation.run(Duration.ofDays(1));
        }
        simulation.offer(frame(INCOMING, 100));
        assertThat(seen).containsExactly(31L * 100);
    }

    @Test
    void stays_through_edits_of_other_rules_and_is_new_with_a_new_rule() {
        Rule rule = (packet, context) -> {
            seen.add(context.traffic(1, HOURS, OUTGOING));
            return normal();
        };
        Rule other = (packet, context) -> rule.evaluate(packet, context);
        Simulation simulation = Shaper.builder().rule("windows", rule).build().simulate();
        simulation.offer(frame(OUTGOING, 100));
        simulation.rules(
                RuleSet.empty().with("first", (packet, context) -> pass()).with("windows", rule));
        simulation.offer(frame(OUTGOING, 100));
        simulation.rules(RuleSet.empty().with("windows", other));
        simulation.offer(frame(OUTGOING, 100));
        assertThat(seen).containsExactly(0L, 100L, 0L);
    }

    @Test
    void keeps_rules_of_one_lambda_apart() {
        Rule counting = (packet, context) -> {
            seen.add(context.traffic(1, HOURS, OUTGOING));
            return pass().counted();
        };
        Rule third = (packet, context) -> counting.evaluate(packet, context);
        Simulation simulation = Shaper.builder()
                .rule("windows", counting)
                .rule("same", counting)
                .rule("third", (packet, context) -> packet.length() > 500 ? third.evaluate(packet, context) : pass())
                .build()
                .simulate();
        simulation.offer(frame(OUTGOING, 100));
        simulation.offer(frame(OUTGOING, 1_000));
        simulation.offer(frame(OUTGOING, 1_000));
        assertThat(seen).containsExactly(0L, 0L, 100L, 100L, 0L, 1_100L, 1_100L, 1_000L);
    }

    @Test
    void asks_for_more_windows_than_it_keeps() {
        Rule rule = (packet, context) -> {
            for (int amount = 1; amount <= 100; amount++) {
                seen.add(context.traffic(amount, SECONDS, OUTGOING));
            }
            return normal();
        };
        Simulation simulation = Shaper.builder().rule("windows", rule).build().simulate();
        simulation.offer(frame(OUTGOING, 100));
        simulation.run(Duration.ofSeconds(50)).offer(frame(OUTGOING, 100));
        assertThat(seen.subList(0, 149)).containsOnly(0L);
        assertThat(seen.subList(149, 200)).containsOnly(100L).hasSize(51);
    }

    @Test
    void a_window_out_of_range_is_an_error_of_the_rule() {
        List<Throwable> thrown = new ArrayList<>();
        Object[][] windows = {
            {0L, SECONDS},
            {-1L, DAYS},
            {401L, DAYS},
            {14L, MONTHS},
            {58L, WEEKS},
            {1L, YEARS},
            {1L, ChronoUnit.MILLIS},
            {Long.MAX_VALUE, SECONDS}
        };
        Rule rule = (packet, context) -> {
            for (Object[] window : windows) {
                assertThatThrownBy(() -> context.traffic((Long) window[0], (ChronoUnit) window[1], OUTGOING))
                        .isInstanceOf(IllegalArgumentException.class)
                        .satisfies(thrown::add);
            }
            context.traffic(0, SECONDS, OUTGOING);
            return block();
        };
        Simulation simulation = Shaper.builder().rule("windows", rule).build().simulate();
        simulation.offer(frame(OUTGOING, 100));
        assertThat(thrown).hasSize(windows.length);
        assertThat(thrown.get(2)).hasMessage("traffic window must be within 1..400 days: 401");
        assertThat(thrown.get(5))
                .hasMessage("traffic window must have a unit of seconds, minutes, hours, days, weeks, months: Years");
        ShapingReport report = simulation.runToIdle();
        assertThat(report.rules().get(0).errors()).isEqualTo(1);
        assertThat(report.outgoing().packetsOut()).isEqualTo(1);
    }
}
