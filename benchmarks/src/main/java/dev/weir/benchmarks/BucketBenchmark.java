package dev.weir.benchmarks;

import dev.weir.shaping.core.stage.TokenBucket;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision of a token bucket that always has tokens. Ours is handed the time, because an engine reads no clock per packet; Bucket4j
 * reads one itself, so {@code tokenBucketWithClock} is ours with a clock read each time, for a fair comparison.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar BucketBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class BucketBenchmark {
    private static final long BITS = 1;
    private static final long BITS_PER_SECOND = 1_000_000_000L;

    private final TokenBucket ours = new TokenBucket(BITS_PER_SECOND, BITS_PER_SECOND / 100);
    private final TokenBucket oursWithClock = new TokenBucket(BITS_PER_SECOND, BITS_PER_SECOND / 100);
    private final Bucket bucket4j = Bucket.builder()
            .addLimit(
                    limit -> limit.capacity(BITS_PER_SECOND / 100).refillGreedy(BITS_PER_SECOND, Duration.ofSeconds(1)))
            .build();
    private final long origin = System.nanoTime();
    private long nanos;

    /** For JMH. */
    public BucketBenchmark() {}

    /**
     * Ours, time handed in.
     *
     * @return the wait
     */
    @Benchmark
    public long tokenBucket() {
        nanos += 10;
        long wait = ours.waitNanos(BITS, nanos);
        if (wait == 0) {
            ours.take(BITS);
        }
        return wait;
    }

    /**
     * Ours, with a clock read for each decision.
     *
     * @return the wait
     */
    @Benchmark
    public long tokenBucketWithClock() {
        long wait = oursWithClock.waitNanos(BITS, System.nanoTime() - origin);
        if (wait == 0) {
            oursWithClock.take(BITS);
        }
        return wait;
    }

    /**
     * Bucket4j, lock-free, in memory.
     *
     * @return whether it had tokens
     */
    @Benchmark
    public boolean bucket4j() {
        return bucket4j.tryConsume(BITS);
    }
}
