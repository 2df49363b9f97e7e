package dev.weir.benchmarks;

import static dev.weir.shaping.IpProtocols.UDP;
import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
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
import java.time.Instant;
import java.time.ZoneOffset;
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
 * Evaluating one rule, on packets whose headers change each time: {@code decode} is the cost without the rule, to be subtracted.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar RuleBenchmark -prof gc
 * }</pre>
 *
 * <p>The published figure for a compiled rule is 1,000,000 evaluations per second and core, 1,000 ns each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class RuleBenchmark {
    private static final int PACKETS = 1024;
    private static final int STRIDE = 128;

    private final PacketHeaders headers = new PacketHeaders();
    private final PacketView view = new PacketView(headers, new FlowTable(PACKETS, new FlowSlots()), Providers.NONE);
    private final RuleContext context =
            new RuleContext("measured", new WallClock(Instant.EPOCH, ZoneOffset.UTC), () -> VpnStatus.NONE);
    private final byte[] bytes = new byte[PACKETS * STRIDE];
    private int at;
    private Rule measured = (packet, context) -> null;

    /** Which rule: ports as in the published peer-to-peer example, or a rate made from a bare number. */
    @Param({"ports", "limit"})
    public String rule = "ports";

    /** For JMH. */
    public RuleBenchmark() {}

    /** Makes the packets and the rule. */
    @Setup
    public void prepare() {
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = Packets.udp("10.0.0.2", i, "192.0.2.7", 6_881 + i % 7)
                    .payload(40)
                    .outgoing()
                    .bytes();
            System.arraycopy(packet, 0, bytes, i * STRIDE, packet.length);
        }
        measured = switch (rule) {
            case "ports" ->
                (packet, context) ->
                        packet.ipProto() == UDP && (packet.remotePort() == 6881 || packet.remotePort() == 6882)
                                ? block()
                                : pass();
            case "limit" -> (packet, context) -> packet.outgoing() ? limit(50_000) : pass();
            default -> throw new IllegalArgumentException("rule must name a rule: " + rule);
        };
    }

    private void next() {
        at = at + 1 & PACKETS - 1;
        HeaderDecoder.decode(bytes, at * STRIDE, STRIDE, LinkType.ETHERNET, headers);
        view.set(bytes, at * STRIDE, STRIDE, STRIDE, LinkType.ETHERNET, Direction.OUTGOING, at, 0);
    }

    /**
     * Decoding alone.
     *
     * @return a field
     */
    @Benchmark
    public int decode() {
        next();
        return headers.dstPort;
    }

    /**
     * Decoding and one evaluation.
     *
     * @return the answer
     */
    @Benchmark
    public @Nullable Priority decodeAndEvaluate() {
        next();
        return measured.evaluate(view, context);
    }
}
