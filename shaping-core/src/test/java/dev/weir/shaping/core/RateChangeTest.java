package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.limit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.impair.RateLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A keyed limit whose rate varies from packet to packet is one bucket, and exact. */
class RateChangeTest {
    private static final int USERS = 4;
    private static final byte[][] HEADERS = new byte[USERS][];

    static {
        for (int user = 0; user < USERS; user++) {
            HEADERS[user] = Packets.udp("10.0.0." + user, 5000, "192.0.2.7", 443)
                    .outgoing()
                    .bytes();
        }
    }

    private record Arrival(long nanos, int user, int length, long rate) {}

    private static List<Arrival> traffic(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>();
        double scale = Math.pow(10, random.nextDouble(5));
        long nanos = 0;
        for (int i = 0; i < 3_000; i++) {
            long rate = Math.max(1, (long) (10_000 * scale * Math.pow(10, random.nextDouble(3))));
            nanos += random.nextInt(3) == 0 ? 0 : (long) (random.nextDouble() * 8e9 * 2_000 / (rate + 1));
            int length = random.nextInt(20) == 0 ? random.nextInt(200_000) : 42 + random.nextInt(1_500);
            boolean same = random.nextInt(3) > 0 && i > 0;
            arrivals.add(new Arrival(nanos, random.nextInt(USERS), length, same ? arrivals.get(i - 1).rate : rate));
        }
        return arrivals;
    }

    private static Map<Integer, Long> shaped(List<Arrival> arrivals, UnaryOperator<Priority> modified) {
        Map<Integer, Long> releases = new HashMap<>();
        int[] number = {0};
        Simulation simulation = Shaper.builder()
                .rule(
                        "rule",
                        (packet, context) ->
                                modified.apply(limit(RateLimit.of(Rate.bitsPerSecond(arrivals.get(number[0]).rate)))))
                .build()
                .simulate()
                .onRelease(packet -> releases.put((int) packet.token(), packet.releaseNanos()));
        for (Arrival arrival : arrivals) {
            byte[] bytes = HEADERS[arrival.user];
            int captured = Math.min(bytes.length, arrival.length);
            simulation.offer(
                    arrival.nanos,
                    bytes,
                    0,
                    captured,
                    arrival.length,
                    LinkType.ETHERNET,
                    Direction.OUTGOING,
                    number[0]);
            number[0]++;
        }
        assertThat(simulation.runToIdle().bucketEvictions()).isZero();
        return releases;
    }

    private static Map<Integer, Long> expected(List<Arrival> arrivals, boolean policed, boolean perUser) {
        Map<Integer, Long> releases = new HashMap<>();
        Map<Integer, ExactBucket> buckets = new HashMap<>();
        for (int number = 0; number < arrivals.size(); number++) {
            Arrival arrival = arrivals.get(number);
            ExactBucket bucket = buckets.computeIfAbsent(
                    perUser ? arrival.user : 0, user -> new ExactBucket(arrival.rate, policed, releases));
            bucket.rate(arrival.rate, arrival.nanos);
            bucket.arrive(number, arrival.length);
        }
        buckets.values().forEach(bucket -> bucket.runUntil(Long.MAX_VALUE - 1));
        return releases;
    }

    private static void assertSame(Map<Integer, Long> actual, Map<Integer, Long> expected) {
        for (int number = 0; number < 3_000; number++) {
            assertThat(actual.get(number)).as("packet %d", number).isEqualTo(expected.get(number));
        }
        assertThat(actual).hasSizeBetween(300, 3_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void releases_each_packet_when_exact_arithmetic_says(long seed) {
        List<Arrival> arrivals = traffic(seed);
        Map<Integer, Long> actual = shaped(arrivals, priority -> priority.keyed("users"));
        assertSame(actual, expected(arrivals, false, false));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void polices_as_exact_arithmetic_says(long seed) {
        List<Arrival> arrivals = traffic(seed);
        Map<Integer, Long> actual =
                shaped(arrivals, priority -> priority.keyed("users").policed());
        assertSame(actual, expected(arrivals, true, false));
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12})
    void changes_the_rate_of_the_stream_whose_packet_it_was_given_for(long seed) {
        List<Arrival> arrivals = traffic(seed);
        assertSame(
                shaped(arrivals, priority -> priority.keyed("users").perStream(Tracking.SOURCE_IP)),
                expected(arrivals, false, true));
        assertSame(
                shaped(arrivals, priority -> priority.keyed("users")
                        .perStream(Tracking.SOURCE_IP)
                        .policed()),
                expected(arrivals, true, true));
    }
}
