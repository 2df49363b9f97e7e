package dev.weir.benchmarks;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.rule.compile.RuleCompiler;
import dev.weir.shaping.core.rule.compile.RuleProgram;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import java.util.ArrayList;
import java.util.List;
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
 * Finding the first rule that applies, among thousands made of conditions: for the first packet of a flow ({@code first}), for the others ({@code later}), and by
 * asking one rule after the other ({@code linear}); and compiling the rules, all of them ({@code compile}) or after a change of one ({@code edit}).
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar ClassifierBenchmark -prof gc
 * }</pre>
 *
 * <p>Each packet is of a filter that is drawn evenly. The packets' fields lie in arrays of 1.5 MB, so a part of each figure is the time to read them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class ClassifierBenchmark {
    private static final long SEED = 1;

    /** A shape of filters. */
    @Param({"acl1", "acl2", "acl3", "acl4", "acl5", "fw1", "fw2", "fw3", "fw4", "fw5", "ipc1", "ipc2"})
    public String shape = "acl1";

    /** How many rules there are. */
    @Param({"10000"})
    public int rules = 10_000;

    private final ClassifierTraffic traffic = new ClassifierTraffic();
    private List<Rule> list = List.of();
    private RuleSet set = RuleSet.empty();
    private RuleSet edited = RuleSet.empty();
    private final RuleCompiler compiler = new RuleCompiler();
    private boolean even;

    /** For JMH. */
    public ClassifierBenchmark() {}

    /** Makes the rules and the packets. */
    @Setup
    public void prepare() {
        List<FilterSet.Filter> filters = FilterSet.of(FilterShape.named(shape), rules, SEED);
        List<RuleEntry> entries = new ArrayList<>();
        for (FilterSet.Filter filter : filters) {
            entries.add(RuleEntry.of("rule " + entries.size(), match(filter).then(Priorities.high())));
        }
        set = RuleSet.of(entries);
        int middle = entries.size() / 2;
        entries.set(
                middle, RuleEntry.of("rule " + middle, Matches.remotePorts("7").then(Priorities.low())));
        edited = RuleSet.of(entries);
        list = set.entries().stream().map(RuleEntry::rule).toList();
        RuleProgram program = compiler.compile(set);
        traffic.prepare(FilterSet.headers(filters, ClassifierTraffic.PACKETS, SEED), program, list.size());
        System.err.printf("%s: %d rules, %.1f MB%n", shape, list.size(), program.bytes() / 1e6);
        check();
    }

    private void check() {
        for (int i = 0; i < 500; i++) {
            int expected = linear();
            traffic.back();
            if (first() != expected) {
                throw new IllegalStateException("rule must be " + expected + ", packet " + i);
            }
        }
    }

    private static Match match(FilterSet.Filter filter) {
        Match match = Matches.source(network(filter.source(), filter.sourceLength()))
                .and(Matches.destination(network(filter.destination(), filter.destinationLength())))
                .and(Matches.sourcePorts(filter.sourceFrom() + "-" + filter.sourceTo()))
                .and(Matches.destinationPorts(filter.destinationFrom() + "-" + filter.destinationTo()));
        return filter.protocol() < 0 ? match : match.and(Matches.protocol(filter.protocol()));
    }

    private static String network(int address, int length) {
        return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "." + (address & 0xFF)
                + "/" + length;
    }

    /**
     * Classifies a packet.
     *
     * @return the rule
     */
    @Benchmark
    public int first() {
        traffic.next();
        traffic.run.begin(0);
        traffic.run.start(Direction.OUTGOING, 0);
        return traffic.run.next();
    }

    /**
     * Finds the rule of a flow again.
     *
     * @return the rule
     */
    @Benchmark
    public int later() {
        int flow = traffic.next();
        traffic.run.start(Direction.OUTGOING, flow);
        return traffic.run.next();
    }

    /**
     * Asks one rule after the other.
     *
     * @return the rule
     */
    @Benchmark
    @SuppressWarnings("ReferenceEquality") // answers that pass are one object
    public int linear() {
        traffic.next();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).evaluate(traffic.view, traffic.context) != Priorities.pass()) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Compiles all rules.
     *
     * @return the program
     */
    @Benchmark
    public RuleProgram compile() {
        return new RuleCompiler().compile(set);
    }

    /**
     * Compiles the rules after one was changed.
     *
     * @return the program
     */
    @Benchmark
    public RuleProgram edit() {
        even = !even;
        return compiler.compile(even ? edited : set);
    }
}
