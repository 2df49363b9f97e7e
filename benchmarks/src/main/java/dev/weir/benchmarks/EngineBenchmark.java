package dev.weir.benchmarks;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.normal;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Impairment;
import java.util.SplittableRandom;
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
 * The whole engine for one packet, one a microsecond of virtual time, each of a random flow: copying it in, decoding, flow table, rule, stages,
 * wheel, release.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar EngineBenchmark -prof gc
 * }</pre>
 *
 * <p>Recipes: {@code pass} lets everything through at once; {@code line} is a line of 1 Gbit/s with 20 ms and 0.1 % loss, which keeps 20,000 packets
 * pending; {@code custom} is a rule with loss, limit and jittered delay over that line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class EngineBenchmark {
    private static final long SPACING_NANOS = 1_000;
    private static final int PORT_AT = 34;
    private static final int ADDRESS_AT = 29;
    private static final int ORDER = 1 << 20;
    private static final int WARM = 1_000_000;

    private final int[] flowOrder = new int[ORDER];
    private byte[] packet = new byte[0];
    private int at;
    private long nanos;
    private Simulation simulation = Shaper.builder().build().simulate();

    /** What is done to packets. */
    @Param({"pass", "line", "custom"})
    public String recipe = "pass";

    /** How many flows. */
    @Param({"10000", "100000", "1000000"})
    public int flows;

    /** For JMH. */
    public EngineBenchmark() {}

    /** Makes the engine and the order of flows; every flow and as many packets as stay held have been there when this is done, and the code is compiled. */
    @Setup
    public void prepare() {
        packet = Packets.udp("10.0.0.2", 1, "192.0.2.7", 443)
                .length(100)
                .outgoing()
                .bytes();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < ORDER; i++) {
            flowOrder[i] = random.nextInt(flows);
        }
        simulation = shaper().simulate();
        for (int flow = 0; flow < flows; flow++) {
            offer(flow);
        }
        for (int i = 0; i < WARM; i++) {
            packet();
        }
    }

    private Shaper shaper() {
        Priority impaired = custom(100_000_000, 0, 5, 2, 0.001);
        Shaper.Builder builder = Shaper.builder().seed(1).maxFlows(1 << 21);
        if (!recipe.equals("pass")) {
            builder.upload(Impairment.parse("rate=1 Gbit/s delay=20 ms loss=0.1 %"));
        }
        if (recipe.equals("custom")) {
            builder.rule("impaired", (packet, context) -> packet.remotePort() == 443 ? impaired : normal());
        }
        return builder.build();
    }

    /**
     * Offers the next packet, and releases what is due by then.
     *
     * @return the answer
     */
    @Benchmark
    public Admission packet() {
        at = at + 1 & ORDER - 1;
        return offer(flowOrder[at]);
    }

    private Admission offer(int flow) {
        packet[PORT_AT] = (byte) (flow >>> 8);
        packet[PORT_AT + 1] = (byte) flow;
        packet[ADDRESS_AT] = (byte) (flow >>> 16);
        nanos += SPACING_NANOS;
        return simulation.offer(
                nanos, packet, 0, packet.length, packet.length, LinkType.ETHERNET, Direction.OUTGOING, 0);
    }
}
