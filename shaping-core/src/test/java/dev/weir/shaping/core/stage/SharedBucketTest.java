package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedBucketTest {
    private static final int THREADS = 3;
    private static final int PACKETS = 20_000;

    private record Passed(long nanos, long bits) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 999_983, 999_999_937, 10_000_000_019L, 400_000_000_000L})
    void gives_tokens_when_a_bucket_of_one_engine_would(long perSecond) {
        SplittableRandom random = new SplittableRandom(perSecond);
        for (int round = 0; round < 20; round++) {
            TokenRate rate = TokenRate.of(perSecond, 1 + random.nextLong(200_000));
            TokenBucket alone = new TokenBucket(rate);
            SharedBucket shared = new SharedBucket();
            Object owner = new Object();
            int user = shared.attach(owner);
            long now = 0;
            for (int i = 0; i < 500; i++) {
                now += random.nextInt(4) == 0 ? random.nextLong(2_000_000_000_000L / perSecond + 2) : 0;
                long size = 1 + random.nextLong(100_000);
                long wait = alone.waitNanos(size, now);
                long allowed = random.nextInt(3) == 0 ? Math.max(0, wait - 1) : Long.MAX_VALUE;
                long due = shared.take(user, rate, size, now, allowed);
                if (wait > allowed) {
                    assertThat(due).isEqualTo(SharedBucket.REFUSED);
                } else {
                    assertThat(due).isEqualTo(now + wait);
                    assertThat(alone.waitNanos(size, due)).isZero();
                    alone.take(size);
                    now = due;
                }
            }
            assertThat(owner).isNotNull();
        }
    }

    @Test
    void a_change_of_rate_loses_less_than_a_nanosecond() {
        TokenRate slow = TokenRate.of(999_983, 1);
        TokenRate fast = TokenRate.of(1_999_993, 1);
        SharedBucket bucket = new SharedBucket();
        int user = bucket.attach(this);
        long due = 0;
        for (int i = 0; i < 1_000; i++) {
            due = bucket.take(user, i % 2 == 0 ? slow : fast, 1_000, 0, Long.MAX_VALUE);
        }
        // The last packet leaves when the bucket is full again after 999 others.
        double exact = 500 * 1e12 / 999_983 + 499 * 1e12 / 1_999_993;
        assertThat((double) due).isBetween(exact, exact + 1_000);
    }

    @Test
    void threads_together_pass_what_the_bucket_gives_and_a_tenth_of_the_burst_each() throws Exception {
        TokenRate rate = TokenRate.of(800_000_000, 8_000_000);
        SharedBucket bucket = new SharedBucket();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch start = new CountDownLatch(THREADS);
        List<Passed> all = new ArrayList<>();
        try {
            List<Future<List<Passed>>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                SplittableRandom random = new SplittableRandom(i);
                results.add(threads.submit(() -> pass(new SharedTokens(bucket, rate), start, random)));
            }
            for (Future<List<Passed>> result : results) {
                all.addAll(result.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(all).hasSize(THREADS * PACKETS);
        all.sort(Comparator.comparingLong(Passed::nanos));
        long held = THREADS * SharedBucket.quantum(rate);
        assertThat(mostAboveRate(all, 800_000_000)).isLessThanOrEqualTo(8_000_000 + held);
        long bits = all.stream().mapToLong(Passed::bits).sum();
        long end = all.get(all.size() - 1).nanos;
        assertThat(bits).isGreaterThanOrEqualTo(end * 8 / 10);
    }

    /** The largest excess over the rate in any stretch of time, in bits: what a bucket's burst must be for it to let all this through. */
    private static long mostAboveRate(List<Passed> all, long perSecond) {
        BigInteger most = BigInteger.ZERO;
        BigInteger excess = BigInteger.ZERO;
        long before = 0;
        for (Passed passed : all) {
            BigInteger drained = BigInteger.valueOf(passed.nanos - before).multiply(BigInteger.valueOf(perSecond));
            excess = excess.subtract(drained).max(BigInteger.ZERO);
            excess = excess.add(BigInteger.valueOf(passed.bits).multiply(BigInteger.valueOf(1_000_000_000)));
            most = most.max(excess);
            before = passed.nanos;
        }
        return most.divide(BigInteger.valueOf(1_000_000_000)).longValueExact();
    }

    private static List<Passed> pass(SharedTokens tokens, CountDownLatch start, SplittableRandom random)
            throws InterruptedException {
        List<Passed> passed = new ArrayList<>(PACKETS);
        long now = 0;
        start.countDown();
        start.await();
        for (int i = 0; i < PACKETS; i++) {
            long bits = 8L * (1 + random.nextInt(1_514));
            now += tokens.waitNanos(bits, now);
            assertThat(tokens.waitNanos(bits, now)).isZero();
            assertThat(tokens.has(bits, now)).isTrue();
            tokens.take(bits);
            passed.add(new Passed(now, bits));
        }
        return passed;
    }

    @Test
    void what_was_reserved_for_one_packet_serves_a_smaller_one_first() {
        TokenRate rate = TokenRate.of(1_000_000_000, 1_000);
        SharedTokens tokens = new SharedTokens(new SharedBucket(), rate);
        assertThat(tokens.waitNanos(1_000, 0)).isZero();
        tokens.take(1_000);
        assertThat(tokens.waitNanos(1_000, 0)).isEqualTo(1_000);
        assertThat(tokens.waitNanos(400, 0)).isEqualTo(1_000);
        assertThat(tokens.waitNanos(400, 1_000)).isZero();
        tokens.take(400);
        assertThat(tokens.waitNanos(1_000, 1_000)).isEqualTo(400);
    }

    @Test
    void looking_reserves_nothing() {
        TokenRate rate = TokenRate.of(1_000_000_000, 1_000);
        SharedBucket bucket = new SharedBucket();
        SharedTokens first = new SharedTokens(bucket, rate);
        SharedTokens second = new SharedTokens(bucket, rate);
        assertThat(first.has(1_000, 0)).isTrue();
        first.take(1_000);
        for (int i = 0; i < 10; i++) {
            assertThat(first.has(1_000, 999)).isFalse();
        }
        assertThat(second.has(1_000, 1_000)).isTrue();
    }
}
