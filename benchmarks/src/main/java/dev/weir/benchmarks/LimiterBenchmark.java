package dev.weir.benchmarks;

import com.google.common.util.concurrent.RateLimiter;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.stage.SharedTime;
import dev.weir.shaping.core.stage.TokenBucket;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision of a limiter, whether a packet may go now: ours against Bucket4j, Guava and resilience4j.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar LimiterBenchmark -prof gc
 * java -jar benchmarks/target/benchmarks.jar LimiterBenchmark -prof gc -t 2
 * }</pre>
 *
 * <p>The three read a clock themselves and are made to be shared by threads. Our token bucket has one writer and is handed the time, so {@code
 * weirBucket} is what an engine pays, and {@code weirBucketOwnClock} reads the clock for each decision, as the others do. With two threads each
 * has a bucket of its own: that is how engines work, but it is no shared limit. {@code weirSharedLink} is: both threads reserve time on one lock-free
 * link, so with two threads compare the others with that.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class LimiterBenchmark {
    private static final long PLENTY = 1_000_000_000L;
    private static final long STEP_NANOS = 10;

    /** Whether every decision is yes, or every decision is no. */
    @Param({"free", "limited"})
    public String load = "free";

    private SharedTime link = new SharedTime();
    private long linkRate = Rate.gigabitsPerSecond(1_000).bitsPerSecond();
    private Bucket bucket4j = bucket4j(PLENTY);
    private RateLimiter guava = RateLimiter.create(PLENTY);
    private io.github.resilience4j.ratelimiter.RateLimiter resilience4j =
            resilience4j(Integer.MAX_VALUE, Duration.ofMillis(1));

    /** For JMH. */
    public LimiterBenchmark() {}

    private static Bucket bucket4j(long perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withNanosecondPrecision()
                .build();
    }

    private static io.github.resilience4j.ratelimiter.RateLimiter resilience4j(int permissions, Duration period) {
        return io.github.resilience4j.ratelimiter.RateLimiter.of(
                "measured",
                RateLimiterConfig.custom()
                        .limitForPeriod(permissions)
                        .limitRefreshPeriod(period)
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }

    /** Replaces the shared limiters by empty ones, if asked to. */
    @Setup
    public void prepare() {
        if (load.equals("limited")) {
            link = new SharedTime();
            linkRate = 1;
            link.reserve(link.attach(this), linkRate, 1 << 20, 0, Long.MAX_VALUE);
            bucket4j = bucket4j(1);
            bucket4j.tryConsumeAsMuchAsPossible();
            guava = RateLimiter.create(0.001);
            guava.acquire();
            resilience4j = resilience4j(1, Duration.ofHours(1));
            resilience4j.acquirePermission();
        }
    }

    /** What each thread has of its own. */
    @State(Scope.Thread)
    public static class Own {
        private final long originNanos = System.nanoTime();
        private TokenBucket bucket = new TokenBucket(PLENTY, PLENTY);
        private int user;
        private long nanos;

        /** For JMH. */
        public Own() {}

        /**
         * Makes the bucket, and finds a place on the shared link.
         *
         * @param shared the shared limiters
         */
        @Setup
        public void prepare(LimiterBenchmark shared) {
            if (shared.load.equals("limited")) {
                bucket = new TokenBucket(1, 1_000_000_000);
                bucket.take(2_000_000_000);
            }
            user = shared.link.attach(this);
        }

        private long decide(long nowNanos) {
            long wait = bucket.waitNanos(1, nowNanos);
            if (wait == 0) {
                bucket.take(1);
            }
            return wait;
        }
    }

    /**
     * Our bucket, time handed in.
     *
     * @param own the thread's own
     * @return how long to wait
     */
    @Benchmark
    public long weirBucket(Own own) {
        own.nanos += STEP_NANOS;
        return own.decide(own.nanos);
    }

    /**
     * Our bucket, with a clock read for each decision.
     *
     * @param own the thread's own
     * @return how long to wait
     */
    @Benchmark
    public long weirBucketOwnClock(Own own) {
        return own.decide(System.nanoTime() - own.originNanos);
    }

    /**
     * Our link that several engines share, time handed in.
     *
     * @param own the thread's own
     * @return when the packet leaves
     */
    @Benchmark
    public long weirSharedLink(Own own) {
        own.nanos += STEP_NANOS;
        return link.reserve(own.user, linkRate, 1, own.nanos, 1_000_000);
    }

    /**
     * Bucket4j, lock-free, in memory.
     *
     * @return whether it had a token
     */
    @Benchmark
    public boolean bucket4j() {
        return bucket4j.tryConsume(1);
    }

    /**
     * Guava.
     *
     * @return whether it had a permit
     */
    @Benchmark
    public boolean guava() {
        return guava.tryAcquire();
    }

    /**
     * The lock-free limiter of resilience4j.
     *
     * @return whether it had a permission
     */
    @Benchmark
    public boolean resilience4j() {
        return resilience4j.acquirePermission();
    }
}
