package dev.weir.benchmarks;

import dev.weir.shaping.Probability;
import dev.weir.shaping.core.random.Draws;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
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
 * One random decision: a counter-based draw beside the generators of the JDK, which depend on the order of calls.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar DrawBenchmark -prof gc
 * }</pre>
 *
 * <p>Scores are nanoseconds for one draw, {@code gc.alloc.rate.norm} bytes allocated by it. The harness itself costs about a
 * nanosecond. {@code draw} feeds each draw into the next one's ordinal and so shows latency; {@code drop} is the decision as a
 * rule makes it, its ordinals independent of each other; {@code newFlow} also makes the flow's stream.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DrawBenchmark {
    private static final double ONE_PERCENT = 0.01;

    private final SplittableRandom splittable = new SplittableRandom(42);
    private final long ruleStream = Draws.stream(42, Draws.hash("bad radio"));
    private final long flowStream = Draws.flowStream(ruleStream, 0xCAFE, 1);
    private final long threshold53 = Probability.of(ONE_PERCENT).threshold();
    private long ordinal;

    /** For JMH. */
    public DrawBenchmark() {}

    /**
     * A draw that waits for the one before.
     *
     * @return the draw
     */
    @Benchmark
    public long draw() {
        ordinal = Draws.draw(flowStream, ordinal, 0, 0);
        return ordinal;
    }

    /**
     * Drops one packet in a hundred.
     *
     * @return whether
     */
    @Benchmark
    public boolean drop() {
        return Draws.happens(Draws.draw(flowStream, ordinal++, 0, 0), threshold53);
    }

    /**
     * The first draw of a flow.
     *
     * @return the draw
     */
    @Benchmark
    public long newFlow() {
        return Draws.draw(Draws.flowStream(ruleStream, ordinal++, 1), 0, 0, 0);
    }

    /**
     * A draw scaled to a range.
     *
     * @return a number below a billion
     */
    @Benchmark
    public long uniform() {
        return Draws.uniform(Draws.draw(flowStream, ordinal++, 0, 0), 1_000_000_000);
    }

    /**
     * The same decision with a sequential generator.
     *
     * @return whether
     */
    @Benchmark
    public boolean dropBySplittableRandom() {
        return splittable.nextDouble() < ONE_PERCENT;
    }

    /**
     * The same decision with the thread's generator.
     *
     * @return whether
     */
    @Benchmark
    public boolean dropByThreadLocalRandom() {
        return ThreadLocalRandom.current().nextDouble() < ONE_PERCENT;
    }
}
