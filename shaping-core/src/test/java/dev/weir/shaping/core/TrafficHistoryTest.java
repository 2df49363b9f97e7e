package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficHistoryTest {
    private static final Instant START = Instant.parse("2024-05-06T07:08:09.750Z");

    private record Passed(Instant time, boolean incoming, int length) {}

    private static Frame frame(boolean incoming, int length) {
        return incoming
                ? Packets.udp("192.0.2.7", 443, "10.0.0.2", 5_000)
                        .length(length)
                        .incoming()
                : Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443)
                        .length(length)
                        .outgoing();
    }

    private static TrafficInterval interval(
            String start, long packetsIn, long bytesIn, long packetsOut, long bytesOut) {
        return new TrafficInterval(Instant.parse(start), packetsIn, bytesIn, packetsOut, bytesOut);
    }

    @Test
    void puts_what_is_released_into_whole_seconds_minutes_hours_and_days() {
        Simulation simulation = Shaper.builder()
                .rule("late", (packet, context) -> packet.outgoing() ? delay(2_000) : pass())
                .build()
                .simulate()
                .startingAt(START);
        simulation.offer(frame(true, 100));
        simulation.offer(frame(false, 300));
        simulation.run(Duration.ofMillis(250));
        simulation.offer(frame(true, 200));
        assertThat(simulation.history().seconds())
                .containsExactly(
                        interval("2024-05-06T07:08:09Z", 1, 100, 0, 0), interval("2024-05-06T07:08:10Z", 1, 200, 0, 0));
        simulation.run(Duration.ofSeconds(3));
        TrafficHistory history = simulation.history();
        assertThat(history.seconds())
                .containsExactly(
                        interval("2024-05-06T07:08:09Z", 1, 100, 0, 0),
                        interval("2024-05-06T07:08:10Z", 1, 200, 0, 0),
                        interval("2024-05-06T07:08:11Z", 0, 0, 1, 300),
                        interval("2024-05-06T07:08:12Z", 0, 0, 0, 0),
                        interval("2024-05-06T07:08:13Z", 0, 0, 0, 0));
        assertThat(history.minutes()).containsExactly(interval("2024-05-06T07:08:00Z", 2, 300, 1, 300));
        assertThat(history.hours()).containsExactly(interval("2024-05-06T07:00:00Z", 2, 300, 1, 300));
        assertThat(history.days()).containsExactly(interval("2024-05-06T00:00:00Z", 2, 300, 1, 300));
    }

    @ParameterizedTest
    @CsvSource({"1, 4000, UTC", "2, 90000, America/New_York", "3, 9000000, Asia/Kolkata", "4, 400000000, Pacific/Apia"})
    void agrees_with_a_list_of_packets(long seed, int stepMillis, ZoneId zone) {
        SplittableRandom random = new SplittableRandom(seed);
        Instant start = Instant.parse("2024-03-08T23:59:58.5Z");
        Simulation simulation = Shaper.builder().zone(zone).build().simulate().startingAt(start);
        List<Passed> model = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Passed packet = new Passed(start.plus(simulation.now()), random.nextBoolean(), 60 + random.nextInt(1_000));
            simulation.offer(frame(packet.incoming, packet.length));
            model.add(packet);
            if (i % 500 == 499) {
                TrafficHistory history = simulation.history();
                Instant now = start.plus(simulation.now());
                check(history.seconds(), model, start, now, time -> time.truncatedTo(ChronoUnit.SECONDS), 3_600, 1);
                check(history.minutes(), model, start, now, time -> time.truncatedTo(ChronoUnit.MINUTES), 1_440, 60);
                check(history.hours(), model, start, now, time -> time.truncatedTo(ChronoUnit.HOURS), 744, 3_600);
                check(
                        history.days(),
                        model,
                        start,
                        now,
                        time -> time.atZone(zone)
                                .toLocalDate()
                                .atStartOfDay(zone)
                                .toInstant(),
                        366,
                        86_400);
            }
            simulation.run(Duration.ofMillis(random.nextInt(stepMillis)));
        }
    }

    private static void check(
            List<TrafficInterval> intervals,
            List<Passed> model,
            Instant start,
            Instant now,
            UnaryOperator<Instant> floor,
            int most,
            int seconds) {
        TrafficInterval last = intervals.get(intervals.size() - 1);
        assertThat(last.start()).isEqualTo(floor.apply(now));
        for (int i = 1; i < intervals.size(); i++) {
            Duration width = Duration.between(
                    intervals.get(i - 1).start(), intervals.get(i).start());
            assertThat(Math.abs(width.toSeconds() - seconds)).isLessThanOrEqualTo(seconds < 86_400 ? 0 : 3_600);
        }
        assertThat(intervals.size()).isLessThanOrEqualTo(most);
        assertThat(intervals.get(0).start().equals(floor.apply(start)) || intervals.size() == most)
                .isTrue();
        for (TrafficInterval interval : intervals.subList(Math.max(0, intervals.size() - 50), intervals.size())) {
            assertThat(interval).isEqualTo(expected(model, interval.start(), floor));
        }
        long bytes = intervals.stream()
                .mapToLong(interval -> interval.bytesIncoming() + interval.bytesOutgoing())
                .sum();
        assertThat(bytes)
                .isEqualTo(model.stream()
                        .filter(packet -> !packet.time.isBefore(intervals.get(0).start()))
                        .mapToLong(Passed::length)
                        .sum());
    }

    private static TrafficInterval expected(List<Passed> model, Instant start, UnaryOperator<Instant> floor) {
        long[] sums = new long[4];
        for (int i = model.size() - 1; i >= 0 && !model.get(i).time.isBefore(start); i--) {
            Passed packet = model.get(i);
            if (floor.apply(packet.time).equals(start)) {
                sums[packet.incoming ? 0 : 2]++;
                sums[packet.incoming ? 1 : 3] += packet.length;
            }
        }
        return new TrafficInterval(start, sums[0], sums[1], sums[2], sums[3]);
    }

    @Test
    void a_day_is_as_long_as_the_zone_says() {
        ZoneId zone = ZoneId.of("America/New_York");
        Simulation simulation =
                Shaper.builder().zone(zone).build().simulate().startingAt(Instant.parse("2024-03-10T04:30:00Z"));
        simulation.every(Duration.ofHours(1), 27, () -> frame(true, 100));
        simulation.runToIdle();
        assertThat(simulation.history().days())
                .containsExactly(
                        interval("2024-03-09T05:00:00Z", 1, 100, 0, 0),
                        interval("2024-03-10T05:00:00Z", 23, 2_300, 0, 0),
                        interval("2024-03-11T04:00:00Z", 3, 300, 0, 0));
    }

    @Test
    void keeps_the_latest_of_each_width_through_a_long_silence() {
        Simulation simulation = Shaper.builder().build().simulate().startingAt(Instant.EPOCH);
        simulation.offer(frame(true, 100));
        simulation.run(Duration.ofDays(1_000));
        simulation.offer(frame(false, 200));
        TrafficHistory history = simulation.history();
        assertThat(history.seconds()).hasSize(3_600);
        assertThat(history.minutes()).hasSize(1_440);
        assertThat(history.hours()).hasSize(744);
        assertThat(history.days()).hasSize(366);
        for (List<TrafficInterval> intervals :
                List.of(history.seconds(), history.minutes(), history.hours(), history.days())) {
            TrafficInterval last = intervals.get(intervals.size() - 1);
            assertThat(last).isEqualTo(new TrafficInterval(Instant.EPOCH.plus(Duration.ofDays(1_000)), 0, 0, 1, 200));
            assertThat(intervals.stream()
                            .mapToLong(TrafficInterval::bytesIncoming)
                            .sum())
                    .isZero();
            assertThat(intervals.stream()
                            .mapToLong(TrafficInterval::bytesOutgoing)
                            .sum())
                    .isEqualTo(200);
        }
    }

    @Test
    void survives_the_ends_of_time() {
        for (Instant start : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
            Simulation simulation = Shaper.builder().build().simulate().startingAt(start);
            simulation.offer(frame(true, 100));
            assertThat(simulation.history().seconds()).hasSize(1);
            assertThat(simulation.history().days().get(0).bytesIncoming()).isEqualTo(100);
        }
        Simulation last = Shaper.builder().build().simulate();
        last.offer(frame(true, 100));
        last.run(Duration.ofNanos(Long.MAX_VALUE));
        last.offer(frame(false, 200));
        List<TrafficInterval> days = last.history().days();
        assertThat(days.get(days.size() - 1).bytesOutgoing()).isEqualTo(200);
        assertThat(days.get(days.size() - 1).start()).isEqualTo(Instant.parse("2262-04-11T00:00:00Z"));
    }

    @Test
    void counts_ignored_packets_if_asked_to_and_never_towards_their_rule() {
        List<Long> quotas = new ArrayList<>();
        for (boolean counted : new boolean[] {false, true}) {
            Simulation simulation = Shaper.builder()
                    .rule("free", (packet, context) -> {
                        quotas.add(context.uploaded());
                        return ignore();
                    })
                    .settings(Settings.builder().countIgnoredTraffic(counted).build())
                    .build()
                    .simulate();
            simulation.offer(frame(false, 100));
            simulation.offer(frame(false, 100));
            long expected = counted ? 200 : 0;
            ShapingStats stats = simulation.stats();
            assertThat(stats.outgoing().bytesIn()).isEqualTo(expected);
            assertThat(stats.outgoing().bytesOut()).isEqualTo(expected);
            assertThat(stats.outgoing().bytesIgnored()).isEqualTo(200);
            assertThat(stats.outgoing().packetsHeld()).isZero();
            assertThat(stats.rule("free").total().packetsIn()).isZero();
            assertThat(stats.rule("free").total().packetsOut()).isZero();
            assertThat(stats.rule("free").total().packetsIgnored()).isEqualTo(2);
            assertThat(simulation.history().seconds().get(0).bytesOutgoing()).isEqualTo(expected);
            assertThat(simulation.report().topFlows()).hasSize(counted ? 1 : 0);
        }
        assertThat(quotas).containsExactly(0L, 0L, 0L, 0L);
    }
}
