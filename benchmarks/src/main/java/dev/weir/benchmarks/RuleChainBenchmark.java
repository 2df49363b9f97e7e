package dev.weir.benchmarks;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.rule.compile.RuleCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * Asking many different lambdas, of which the last one answers: through the compiled program ({@code program}), in a plain loop ({@code loop}), and nothing at all,
 * to be subtracted ({@code nothing}).
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar RuleChainBenchmark -prof gc
 * }</pre>
 *
 * <p>In a hostile list the first condition of each rule cannot be predicted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class RuleChainBenchmark {
    /** Whether the branches can be predicted. */
    @Param({"typical", "hostile"})
    public String branches = "typical";

    /** How many rules there are. */
    @Param({"1", "10", "100", "1000"})
    public int rules = 100;

    private final ClassifierTraffic traffic = new ClassifierTraffic();
    private Rule[] list = {};

    /** For JMH. */
    public RuleChainBenchmark() {}

    /** Makes rules and packets. */
    @Setup
    public void prepare() {
        List<RuleEntry> entries = new ArrayList<>();
        for (int i = 0; i < rules - 1; i++) {
            entries.add(RuleEntry.of("rule " + i, DistinctRules.of(i, branches.equals("hostile"))));
        }
        entries.add(RuleEntry.of("last", (packet, context) -> Priorities.high()));
        list = entries.stream().map(RuleEntry::rule).toArray(Rule[]::new);
        SplittableRandom random = new SplittableRandom(1);
        List<FilterSet.Header> packets = new ArrayList<>();
        for (int i = 0; i < ClassifierTraffic.PACKETS; i++) {
            packets.add(new FilterSet.Header(
                    random.nextInt(), random.nextInt(), random.nextInt(65_536), random.nextInt(65_536), 6));
        }
        traffic.prepare(packets, new RuleCompiler().compile(RuleSet.of(entries)), rules);
    }

    /**
     * Reads a packet.
     *
     * @return its flow
     */
    @Benchmark
    public int nothing() {
        return traffic.next();
    }

    /**
     * Asks in a loop.
     *
     * @return the answer
     */
    @Benchmark
    @SuppressWarnings("ReferenceEquality") // answers that pass are one object
    public @Nullable Priority loop() {
        traffic.next();
        for (Rule rule : list) {
            Priority answer = rule.evaluate(traffic.view, traffic.context);
            if (answer != null && answer != Priorities.pass()) {
                return answer;
            }
        }
        return null;
    }

    /**
     * Asks as an engine does.
     *
     * @return the answer
     */
    @Benchmark
    public Priority program() {
        int flow = traffic.next();
        traffic.run.start(Direction.OUTGOING, flow);
        traffic.run.next();
        return traffic.run.answer();
    }
}
