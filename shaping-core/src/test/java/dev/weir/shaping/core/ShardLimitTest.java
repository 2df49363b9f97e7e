package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.quota;
import static dev.weir.shaping.match.TrafficCondition.moreThan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.QuotaPeriod;
import dev.weir.shaping.Rate;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.Inputs;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.match.QuotaLadder;
import dev.weir.shaping.match.TrafficWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that are shards of one run, in virtual time: together they pass what their limit allows. */
class ShardLimitTest {
    private static final long BYTES_PER_SECOND = 1_000_000;
    private static final int SHARDS = 3;
    private static final int LENGTH = 1_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long BURST = BYTES_PER_SECOND / 100;
    private static final long AHEAD = SHARDS * BURST / 10;

    private record Departure(long nanos, int shard, int flow) {}

    private static final Map<String, Shaper.Builder> LIMITED = new TreeMap<>(Map.of(
            "a rule's limit", rule(limit(BYTES_PER_SECOND)),
            "a policed limit", rule(limit(BYTES_PER_SECOND).policed()),
            "a limit per user", rule(limit(BYTES_PER_SECOND).perStream(Tracking.SOURCE_IP)),
            "a rule's link", rule(custom(Impairment.parse("rate=8 Mbit/s"))),
            "the default priority", Shaper.builder().defaultPriority(limit(BYTES_PER_SECOND)),
            "a line's limit", Shaper.builder().upload(Impairment.parse("limit=8 Mbit/s")),
            "a line's link", Shaper.builder().upload(Impairment.parse("rate=8 Mbit/s")),
            "a capacity", Shaper.builder().capacity(rate(), rate()),
            "the system limit",
                    Shaper.builder()
                            .settings(Settings.builder().systemUpload(rate()).build())));

    private static Rate rate() {
        return Rate.bytesPerSecond(BYTES_PER_SECOND);
    }

    private static Shaper.Builder rule(Priority priority) {
        return Shaper.builder().rule("limited", (packet, context) -> priority);
    }

    static List<String> limits() {
        return List.copyOf(LIMITED.keySet());
    }

    /** Shards, fed packet by packet. */
    private static final class Run {
        private final List<Engine> engines = new ArrayList<>();
        private final List<Inputs> inputs = new ArrayList<>();
        private final List<Departure> departures = new ArrayList<>();

        Run(Shaper shaper, int shards) {
            shaper.recipes(shards, Instant.EPOCH, 0).forEach(recipe -> {
                int shard = engines.size();
                Engine[] own = new Engine[1];
                own[0] = new Engine(
                        recipe,
                        (packet, nanos) -> departures.add(new Departure(
                                nanos, shard, (int) own[0].packets().token(packet))),
                        null);
                engines.add(own[0]);
                inputs.add(new Inputs(own[0], null));
            });
        }

        void offer(int shard, int flow, long nanos) {
            Frame frame = Packets.udp("10.0.0.2", 5_000 + flow, "192.0.2.7", 443)
                    .length(LENGTH)
                    .outgoing();
            engines.get(shard).advance(nanos);
            inputs.get(shard)
                    .offer(
                            frame.array(),
                            0,
                            frame.capturedLength(),
                            frame.length(),
                            LinkType.ETHERNET,
                            Direction.OUTGOING,
                            0,
                            0,
                            flow);
        }

        List<Departure> until(long nanos) {
            engines.forEach(engine -> engine.advance(nanos));
            departures.sort(Comparator.comparingLong(Departure::nanos));
            return departures.stream()
                    .filter(departure -> departure.nanos <= nanos)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("limits")
    void together_they_pass_what_one_engine_would(String which) {
        Run run = new Run(Objects.requireNonNull(LIMITED.get(which)).build(), SHARDS);
        SplittableRandom random = new SplittableRandom(7);
        for (long nanos = 0; nanos < 5 * SECOND; nanos += 400_000) {
            int flow = random.nextInt(90);
            run.offer(flow % SHARDS, flow, nanos);
        }
        List<Departure> departures = run.until(5 * SECOND);

        assertThat(mostAboveRate(departures)).isLessThanOrEqualTo(BURST + AHEAD + LENGTH);
        assertThat(departures.size() * (long) LENGTH)
                .isBetween(5 * BYTES_PER_SECOND - AHEAD - LENGTH, 5 * BYTES_PER_SECOND + BURST + AHEAD + LENGTH);
        for (int shard = 0; shard < SHARDS; shard++) {
            int one = shard;
            assertThat(departures.stream().filter(departure -> departure.shard == one))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("limits")
    void one_that_has_all_the_traffic_gets_all_of_the_limit(String which) {
        Run run = new Run(Objects.requireNonNull(LIMITED.get(which)).build(), SHARDS);
        for (long nanos = 0; nanos < 5 * SECOND; nanos += 500_000) {
            run.offer(1, 4, nanos);
        }
        assertThat(run.until(5 * SECOND).size() * (long) LENGTH)
                .isBetween(5 * BYTES_PER_SECOND - AHEAD - LENGTH, 5 * BYTES_PER_SECOND + BURST + AHEAD + LENGTH);
    }

    /** The largest excess over the rate in any stretch of time, in bytes. */
    private static long mostAboveRate(List<Departure> departures) {
        long most = 0;
        long excessNanobytes = 0;
        long before = 0;
        for (Departure departure : departures) {
            excessNanobytes = Math.max(0, excessNanobytes - (departure.nanos - before) * BYTES_PER_SECOND);
            excessNanobytes += LENGTH * SECOND;
            most = Math.max(most, excessNanobytes);
            before = departure.nanos;
        }
        return most / SECOND;
    }

    @Test
    void a_connection_has_a_limit_of_its_own_without_asking_other_shards() {
        Run run = new Run(rule(limit(BYTES_PER_SECOND).perConnection()).build(), SHARDS);
        for (long nanos = 0; nanos < SECOND; nanos += 500_000) {
            for (int flow = 0; flow < SHARDS; flow++) {
                run.offer(flow, flow, nanos);
            }
        }
        List<Departure> departures = run.until(SECOND);
        for (int flow = 0; flow < SHARDS; flow++) {
            int one = flow;
            long bytes = LENGTH
                    * departures.stream()
                            .filter(departure -> departure.flow == one)
                            .count();
            assertThat(bytes).isBetween(BYTES_PER_SECOND, BYTES_PER_SECOND + BURST + LENGTH);
        }
    }

    @Test
    void a_keyed_limit_changes_its_rate_in_all_shards() {
        Priority slow = limit(BYTES_PER_SECOND / 10).keyed("all");
        Priority fast = limit(BYTES_PER_SECOND).keyed("all");
        Run run = new Run(
                Shaper.builder()
                        .rule("vary", (packet, context) -> context.now().getSecond() < 2 ? slow : fast)
                        .build(),
                SHARDS);
        for (long nanos = 0; nanos < 4 * SECOND; nanos += 500_000) {
            for (int flow = 0; flow < SHARDS; flow++) {
                run.offer(flow, flow, nanos);
            }
        }
        List<Departure> departures = run.until(4 * SECOND);
        long before = LENGTH
                * departures.stream()
                        .filter(departure -> departure.nanos < 2 * SECOND)
                        .count();
        long after = LENGTH * (long) departures.size() - before;
        assertThat(before).isBetween(BYTES_PER_SECOND / 5 - 3 * LENGTH, BYTES_PER_SECOND / 5 + 5 * LENGTH);
        // What was reserved at the old rate keeps its time: one packet of each shard.
        assertThat(after).isBetween(2 * BYTES_PER_SECOND - 40 * LENGTH, 2 * BYTES_PER_SECOND + BURST + AHEAD + LENGTH);
    }

    @Test
    void a_context_is_of_all_shards() {
        List<Long> counted = new ArrayList<>();
        List<Long> uploaded = new ArrayList<>();
        Run run = new Run(
                Shaper.builder()
                        .rule("count", (packet, context) -> {
                            counted.add(context.increment("packets"));
                            uploaded.add(context.uploaded());
                            context.tag(context.ruleName());
                            return normal();
                        })
                        .build(),
                SHARDS);
        for (int i = 0; i < 9; i++) {
            run.offer(i % SHARDS, i, i);
        }
        assertThat(counted).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(uploaded).containsExactly(0L, 1_000L, 2_000L, 3_000L, 4_000L, 5_000L, 6_000L, 7_000L, 8_000L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_quota_is_used_up_by_all_shards_together(boolean perUser) {
        Quota quota = Quota.of(DataSize.ofBytes(100_000), DataSize.ofBytes(100_000))
                .per(QuotaPeriod.HOUR)
                .thenBlock();
        Priority once = quota(quota);
        Run run = new Run(
                rule(perUser ? once.perStream(Tracking.SOURCE_IP) : once).build(), SHARDS);
        for (long nanos = 0; nanos < SECOND; nanos += 1_000_000) {
            for (int flow = 0; flow < SHARDS; flow++) {
                run.offer(flow, flow, nanos);
            }
        }
        assertThat(run.until(SECOND)).hasSize(100);
        long nextHour = 3_600 * SECOND;
        for (int i = 0; i < 200; i++) {
            run.offer(i % SHARDS, i, nextHour + i);
        }
        assertThat(run.until(nextHour + SECOND)).hasSize(200);
    }

    /** A condition and a ladder that block above 5 kB in a day: what one shard has seen counts in all, though no packet passes them until then. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_condition_counts_what_all_shards_have_seen(boolean ladder) {
        DataSize amount = DataSize.ofBytes(5 * LENGTH);
        RuleSet rules = ladder
                ? RuleSet.empty()
                        .with(
                                "seen",
                                QuotaLadder.of(TrafficWindow.of(1, ChronoUnit.DAYS))
                                        .above(amount, block()))
                : RuleSet.empty().with("seen", moreThan(amount).inLast(1, ChronoUnit.DAYS), block());
        Run run = new Run(Shaper.builder().rules(rules).build(), SHARDS);
        for (int i = 0; i < 30; i++) {
            run.offer(i % SHARDS, i, i);
        }
        assertThat(run.until(SECOND))
                .extracting(Departure::flow)
                .as("the sum before the seventh packet is the first above 5 kB")
                .containsExactly(0, 1, 2, 3, 4, 5);
        long afterwards = 25 * 3_600 * SECOND;
        for (int i = 30; i < 60; i++) {
            run.offer(1, i, afterwards + i);
        }
        assertThat(run.until(afterwards + SECOND)).hasSize(12);
    }

    @Test
    void a_quota_of_a_connection_is_its_own() {
        Priority once = quota(Quota.of(DataSize.ofBytes(10_000), DataSize.ofBytes(10_000))
                        .per(QuotaPeriod.HOUR)
                        .thenBlock())
                .perConnection();
        Run run = new Run(rule(once).build(), SHARDS);
        for (int i = 0; i < 100; i++) {
            for (int flow = 0; flow < SHARDS; flow++) {
                run.offer(flow, flow, i);
            }
        }
        assertThat(run.until(SECOND)).hasSize(10 * SHARDS);
    }

    @Test
    void a_user_is_one_stream_of_all_shards() {
        Priority once = quota(Quota.of(DataSize.ofBytes(100_000), DataSize.ofBytes(100_000))
                        .per(QuotaPeriod.HOUR)
                        .thenBlock())
                .perStream(Tracking.SOURCE_IP);
        Run run = new Run(rule(once).build(), SHARDS);
        for (int i = 0; i < 120; i++) {
            run.offer(i % SHARDS, i, i);
        }
        run.until(SECOND);
        assertThat(new RunStatistics(run.engines, Instant.EPOCH).streams())
                .singleElement()
                .satisfies(stream -> {
                    assertThat(stream.key()).isEqualTo("10.0.0.2");
                    assertThat(stream.outgoing()).isEqualTo(new StreamTraffic(120, 120_000, 100, 100_000, 20, 20_000));
                    assertThat(stream.quota()).isEqualTo(new QuotaUse(0, 100_000, true, Duration.ofHours(1)));
                });
    }
}
