package dev.weir.benchmarks;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.packet.FlowKey;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.stage.LinkStage;
import dev.weir.shaping.core.stage.Outlet;
import dev.weir.shaping.core.stage.ReleaseStage;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.stage.TraceLinkStage;
import dev.weir.shaping.core.wheel.EventWheel;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.Trace;
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
 * A packet's way through an overloaded link, from arrival to release or drop, under each queue discipline; {@code tail-drop} is what a link costs
 * without one, and {@code trace} the same behind a trace. A tenth more comes than the link can send, of 64 flows; none is marked.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar QueueDisciplineBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
@SuppressWarnings("this-escape") // the stages only keep the outlet
public class QueueDisciplineBenchmark implements Outlet {
    private static final int FLOWS = 64;
    private static final int LENGTH = 1_000;
    private static final int HEADER = 28;

    /** 8 Gbit/s send a packet each microsecond; here comes one each 909 ns. */
    private static final Rate RATE = Rate.gigabitsPerSecond(8);

    private static final long STEP_NANOS = 909;

    /** How packets wait. */
    @Param({
        "tail-drop",
        "head-drop",
        "codel",
        "fq-codel",
        "pie",
        "red(min=100 kB, max=300 kB, probability=10 %)",
        "trace"
    })
    public String discipline = "tail-drop";

    private final PacketSlab packets = new PacketSlab(1L << 30);
    private final FlowSlots slots = new FlowSlots();
    private final FlowTable flows = new FlowTable(1_024, slots);
    private final EventWheel wheel = new EventWheel();
    private final StageSpace space = new StageSpace(packets, flows, slots, wheel, this);
    private final int[] flowIds = new int[FLOWS];
    private Stage link = new ReleaseStage(space);
    private long nowNanos;
    private int turn;

    /** For JMH. */
    public QueueDisciplineBenchmark() {}

    /** Makes the link and the flows, and fills the queue. */
    @Setup
    public void prepare() {
        QueueLimit limit = QueueLimit.packets(2_000);
        Stage end = new ReleaseStage(space);
        link = discipline.equals("trace")
                ? new TraceLinkStage(space, trace(), Framing.NONE, limit, QueueDiscipline.tailDrop(), 1, end)
                : new LinkStage(space, RATE, Framing.NONE, limit, QueueDiscipline.parse(discipline), 1, end);
        PacketHeaders headers = new PacketHeaders();
        FlowKey key = new FlowKey();
        byte[] bytes = new byte[HEADER];
        bytes[0] = 0x45;
        bytes[3] = HEADER;
        bytes[9] = 17;
        for (int i = 0; i < FLOWS; i++) {
            bytes[21] = (byte) i;
            HeaderDecoder.decode(bytes, 0, HEADER, LinkType.RAW_IP, headers);
            key.set(headers, Direction.OUTGOING);
            flowIds[i] = flows.enter(key, 0);
        }
        for (int i = 0; i < 100_000; i++) {
            packet();
        }
    }

    /** 665 opportunities each millisecond: 8 Gbit/s. */
    private static Trace trace() {
        int[] millis = new int[665];
        java.util.Arrays.fill(millis, 1);
        return Trace.of("steady", millis);
    }

    /**
     * A packet comes, and whatever is due by then happens.
     *
     * @return logical time
     */
    @Benchmark
    public long packet() {
        nowNanos += STEP_NANOS;
        while (wheel.advanceTo(nowNanos)) {
            space.run(wheel.event(), wheel.dueNanos());
        }
        int packet = packets.allocate(HEADER);
        packets.describe(packet, LENGTH, LinkType.RAW_IP, Direction.OUTGOING, 0, 0);
        turn = turn + 1 & FLOWS - 1;
        packets.flow(packet, flowIds[turn], 0);
        link.accept(packet, nowNanos);
        return nowNanos;
    }

    @Override
    public boolean release(int packet, long atNanos) {
        packets.free(packet);
        return true;
    }

    @Override
    public void drop(int packet, DropReason reason, long atNanos) {
        packets.free(packet);
    }

    @Override
    public void drawn(int packet, long draw) {}

    @Override
    public void pause(int source) {}

    @Override
    public void resume(int source) {}
}
