package dev.weir.benchmarks;

import dev.weir.shaping.Priority;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.Simulation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One packet on its whole way, in, through every kind of stage, and out, against the parts of that way, each measured alone: the ratio of {@code whole} to
 * the sum of the parts tells what putting them together costs, and {@code touch} what memory alone costs.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar PathBenchmark -prof gc
 * }</pre>
 *
 * <p>A rule gives the packet a traffic class, which shares more than enough with the others; then the line: loss of 0.1 %, a limit that is not reached, delay
 * with jitter. Each part includes making the next packet, about 2 ns, which {@code next} measures. The delay reads one line of the flow's entry
 * that the flow table has read before; alone it waits for it again.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+UseParallelGC"})
@State(Scope.Thread)
public class PathBenchmark {
    /** The benchmarks whose sum is compared with {@code whole}. */
    static final List<String> PARTS =
            List.of("store", "decode", "flow", "judge", "classes", "loss", "limit", "delay", "count");

    /** For JMH. */
    public PathBenchmark() {}

    /** An engine in its steady state. */
    @State(Scope.Thread)
    public static class Whole {
        private Simulation simulation = Shaper.builder().build().simulate();
        private long released;

        /** For JMH. */
        public Whole() {}

        /**
         * Makes the engine.
         *
         * @param traffic the traffic
         */
        @Setup
        public void prepare(PathTraffic traffic) {
            simulation = traffic.warmSimulation().onRelease(packet -> released += packet.length());
        }
    }

    /**
     * The whole way.
     *
     * @param whole an engine
     * @param traffic the traffic
     * @return whether the packet was taken
     */
    @Benchmark
    public boolean whole(Whole whole, PathTraffic traffic) {
        traffic.next();
        return traffic.offer(whole.simulation);
    }

    /**
     * Making the next packet, which is part of every other benchmark here.
     *
     * @param traffic the traffic
     * @return its flow
     */
    @Benchmark
    public int next(PathTraffic traffic) {
        return traffic.next();
    }

    /**
     * The cache lines alone.
     *
     * @param floor the memory
     * @param traffic the traffic
     * @return a sum
     */
    @Benchmark
    public long touch(PathFloor floor, PathTraffic traffic) {
        return floor.touch(traffic);
    }

    /**
     * Copying a packet in, and freeing one.
     *
     * @param parts the parts
     * @param traffic the traffic
     * @return a sum
     */
    @Benchmark
    public long store(PathParts parts, PathTraffic traffic) {
        return parts.store(traffic);
    }

    /**
     * Decoding every header field.
     *
     * @param parts the parts
     * @param traffic the traffic
     * @return a field
     */
    @Benchmark
    public int decode(PathParts parts, PathTraffic traffic) {
        return parts.decode(traffic);
    }

    /**
     * Finding the flow and counting in it, on both ends.
     *
     * @param parts the parts
     * @param traffic the traffic
     * @return a number
     */
    @Benchmark
    public long flow(PathParts parts, PathTraffic traffic) {
        return parts.flow(traffic);
    }

    /**
     * Asking the rule.
     *
     * @param parts the parts
     * @param traffic the traffic
     * @return its answer
     */
    @Benchmark
    public @Nullable Priority judge(PathParts parts, PathTraffic traffic) {
        return parts.judge(traffic);
    }

    /**
     * Counting per rule and direction, on both ends.
     *
     * @param parts the parts
     * @param traffic the traffic
     * @return a number
     */
    @Benchmark
    public long count(PathParts parts, PathTraffic traffic) {
        return parts.count(traffic);
    }

    /**
     * The traffic classes.
     *
     * @param stages the parts
     * @param traffic the traffic
     * @return a number
     */
    @Benchmark
    public long classes(PathStages stages, PathTraffic traffic) {
        return stages.classes(traffic);
    }

    /**
     * The draw for loss.
     *
     * @param stages the parts
     * @param traffic the traffic
     * @return whether it is lost
     */
    @Benchmark
    public boolean loss(PathStages stages, PathTraffic traffic) {
        return stages.loss(traffic);
    }

    /**
     * The limit.
     *
     * @param stages the parts
     * @param traffic the traffic
     * @return a number
     */
    @Benchmark
    public long limit(PathStages stages, PathTraffic traffic) {
        return stages.limit(traffic);
    }

    /**
     * The delay: the draw for jitter, the flow's order, the event wheel in and out.
     *
     * @param stages the parts
     * @param traffic the traffic
     * @return a number
     */
    @Benchmark
    public long delay(PathStages stages, PathTraffic traffic) {
        return stages.delay(traffic);
    }
}
