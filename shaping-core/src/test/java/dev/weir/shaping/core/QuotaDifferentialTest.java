package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.quota;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.QuotaAction;
import dev.weir.shaping.QuotaPeriod;
import dev.weir.shaping.Rate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A quota changes the rate, within a period and at its end, at the nanosecond that exact arithmetic says. */
class QuotaDifferentialTest {
    private static final int PACKETS = 5_000;
    private static final byte[] HEADERS =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing().bytes();

    /** One rate until so many bytes of a period were let in, then another. */
    private static final class Model {
        private static final long PERIOD = 1_000_000_000L;

        private final Map<Integer, Long> releases = new HashMap<>();
        private final long initial;
        private final long reduced;
        private final long threshold;
        private final ExactBucket bucket;
        private long end = PERIOD;
        private long counted;
        private int timesReached;
        private boolean reached;

        Model(long initial, long reduced, long threshold) {
            this.initial = initial;
            this.reduced = reduced;
            this.threshold = threshold;
            this.bucket = new ExactBucket(initial, false, releases);
        }

        void arrive(int number, int length, long nanos) {
            for (; end <= nanos; end += PERIOD) {
                bucket.rate(initial, end);
                counted = 0;
                reached = false;
            }
            bucket.rate(reached ? reduced : initial, nanos);
            if (!reached && counted + length > threshold) {
                reached = true;
                timesReached++;
                bucket.rate(reduced, nanos);
            }
            counted += bucket.arrive(number, length) ? length : 0;
        }

        void finish() {
            bucket.rate(initial, end);
            bucket.runUntil(Long.MAX_VALUE - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void releases_each_packet_when_exact_arithmetic_says(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long initial = 100_000 + random.nextLong(10_000_000);
        long reduced = 20_000 + random.nextLong(4_000_000);
        long threshold = initial / 8 / (1 + random.nextInt(6));
        Model model = new Model(initial, reduced, threshold);
        Priority priority = quota(new Quota(
                null,
                DataSize.ofBytes(threshold),
                QuotaPeriod.of(Duration.ofSeconds(1)),
                Rate.bitsPerSecond(initial),
                QuotaAction.REDUCE,
                Rate.bitsPerSecond(reduced)));
        Map<Integer, Long> actual = new HashMap<>();
        Simulation simulation = Shaper.builder()
                .rule("quota", (packet, context) -> priority)
                .build()
                .simulate()
                .onRelease(packet -> actual.put((int) packet.token(), packet.releaseNanos()));
        long nanos = 0;
        for (int number = 0; number < PACKETS; number++) {
            int length = 42 + random.nextInt(1_472);
            nanos += (long) (random.nextDouble() * random.nextInt(4) * 8e9 * 700 / initial);
            model.arrive(number, length, nanos);
            simulation.offer(nanos, HEADERS, 0, 42, length, LinkType.ETHERNET, Direction.OUTGOING, number);
        }
        model.finish();
        simulation.runToIdle();
        for (int number = 0; number < PACKETS; number++) {
            assertThat(actual.get(number)).as("packet %d", number).isEqualTo(model.releases.get(number));
        }
        assertThat(model.timesReached).isPositive();
    }
}
