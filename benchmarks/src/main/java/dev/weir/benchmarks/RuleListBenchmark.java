package dev.weir.benchmarks;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.remotePorts;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.rule.Providers;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.WallClock;
import dev.weir.shaping.core.rule.compile.RuleCompiler;
import dev.weir.shaping.core.rule.compile.RuleRun;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
 * A frame of 1500 bytes decoded, and judged by a list of rules, of which the last decides: conditions and lambdas in turn. {@code listed} has the engine's
 * program find it, {@code asked} asks one rule after the other.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar RuleListBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class RuleListBenchmark {
    private static final int FLOWS = 256;

    private final PacketHeaders headers = new PacketHeaders();
    private final PacketView view = new PacketView(headers, new FlowTable(FLOWS, new FlowSlots()), Providers.NONE);
    private final RuleContext context =
            new RuleContext("measured", new WallClock(Instant.EPOCH, ZoneOffset.UTC), () -> VpnStatus.NONE);
    private final RuleRun run = new RuleRun(headers, view, (rule, error) -> null);
    private final byte[][] frames = new byte[FLOWS][];
    private List<RuleEntry> entries = List.of();
    private int at;

    /** How many rules. */
    @Param({"1", "10", "100", "1000"})
    public int rules;

    /** For JMH. */
    public RuleListBenchmark() {}

    /** Makes frames and rules. */
    @Setup
    public void prepare() {
        for (int flow = 0; flow < FLOWS; flow++) {
            frames[flow] = Packets.tcp("10.0.0.2", 1_024 + flow, "192.0.2.7", 443)
                    .length(1_500)
                    .outgoing()
                    .bytes();
        }
        List<RuleEntry> list = new ArrayList<>();
        for (int i = 0; i < rules - 1; i++) {
            list.add(entry(i));
        }
        list.add(RuleEntry.of("last", remotePorts("443").then(low())));
        RuleSet set = RuleSet.of(list);
        entries = set.entries();
        run.program(new RuleCompiler().compile(set), Collections.nCopies(rules, context));
    }

    private static RuleEntry entry(int number) {
        String name = "rule " + number;
        int port = 10_000 + number;
        return switch (number % 4) {
            case 0 -> RuleEntry.of(name, remotePorts("" + port).then(block()));
            case 1 -> RuleEntry.of(name, (packet, context) -> packet.remotePort() == port ? high() : pass());
            case 2 ->
                RuleEntry.of(
                        name,
                        remote("198.51." + number / 256 + "." + number % 256).then(high()));
            default -> RuleEntry.of(name, (packet, context) -> packet.length() == port ? block() : pass());
        };
    }

    private int next() {
        at = at + 1 & FLOWS - 1;
        byte[] frame = frames[at];
        HeaderDecoder.decode(frame, 0, frame.length, LinkType.ETHERNET, headers);
        view.set(frame, 0, frame.length, frame.length, LinkType.ETHERNET, Direction.OUTGOING, 0, at);
        return at;
    }

    /**
     * Decoding alone.
     *
     * @return a field
     */
    @Benchmark
    public int decoded() {
        next();
        return headers.dstPort;
    }

    /**
     * Decoding, and finding the answer.
     *
     * @return the answer
     */
    @Benchmark
    public @Nullable Priority listed() {
        run.start(Direction.OUTGOING, next());
        return run.next() == RuleRun.NONE ? null : run.answer();
    }

    /**
     * Decoding, and asking each rule.
     *
     * @return the answer
     */
    @Benchmark
    @SuppressWarnings("ReferenceEquality") // answers that pass are one object
    public @Nullable Priority asked() {
        next();
        for (RuleEntry entry : entries) {
            Priority answer = entry.rule().evaluate(view, context);
            if (answer != null && answer != pass()) {
                return answer;
            }
        }
        return null;
    }
}
