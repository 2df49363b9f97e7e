package dev.weir.benchmarks;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.packet.FlowKey;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.core.stage.DelayStage;
import dev.weir.shaping.core.stage.FlowDraws;
import dev.weir.shaping.core.stage.LossStage;
import dev.weir.shaping.core.stage.Outlet;
import dev.weir.shaping.core.stage.ReleaseStage;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.wheel.EventWheel;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Loss;
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
 * One packet through one stage, by its model: a loss stage, or a delay stage with the event that lets the packet go.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar ImpairmentBenchmark -prof gc
 * }</pre>
 *
 * <p>Scores are nanoseconds for one packet, {@code gc.alloc.rate.norm} bytes allocated by it. A packet of 1,000 bytes comes every microsecond, of 16 flows in turn. The
 * first models, a loss of all packets and a constant delay, draw nothing: what they cost is the harness, and for delays the event wheel.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("this-escape") // the stages only keep the outlet
public class ImpairmentBenchmark implements Outlet {
    private static final int FLOWS = 16;
    private static final int RECORDS = 1 << 10;
    private static final int LENGTH = 1_000;
    private static final int GAP_NANOS = 1_000;
    private static final long RULE = Draws.hash("measured");

    private final FlowSlots slots = new FlowSlots();
    private final FlowTable flows = new FlowTable(FLOWS, slots);
    private final PacketSlab slab = new PacketSlab(1 << 24);
    private final EventWheel wheel = new EventWheel();
    private final StageSpace space = new StageSpace(slab, flows, slots, wheel, this);
    private final int[] records = new int[RECORDS];
    private Stage stage = new ReleaseStage(space);
    private long number;
    private long left;

    /** The impairment, as text. */
    @Param({
        "loss=100 %",
        "loss=1 %",
        "loss=2 % in bursts of 4",
        "loss=gilbert-elliott(p=1 %, r=30 %, bad=70 %, good=0.1 %)",
        "loss=gilbert-elliott(p=1 %, r=30 %, bad=70 %, good=0.1 %) shared",
        "loss=correlated(1 %, 25 %)",
        "loss=4-state(p13=0.5 %, p31=20 %, p32=15 %, p23=30 %, p14=1 %)",
        "loss=10 % at most 3 in a row",
        "loss=bit-errors(0.0001 %)",
        "loss=outages(up=10 ms, down=1 ms)",
        "loss=fixed-outages(up=10 ms, down=1 ms)",
        "loss=packets(3, 7-9, 1000000-)",
        "delay=100 us",
        "delay=100 us jitter=10 us",
        "delay=uniform(100 us, 10 us) in any order",
        "delay=uniform(100 us, 10 us) overtaking at most 3",
        "delay=normal(100 us, 10 us)",
        "delay=pareto(minimum=50 us, shape=3)",
        "delay=pareto-normal(100 us, 10 us)",
        "delay=log-normal(median=50 us, p99=200 us)",
        "delay=gamma(shape=2, scale=50 us)",
        "delay=laplace(100 us, 5 us)",
        "delay=empirical(0 %=10 us, 50 %=40 us, 90 %=60 us, 99 %=100 us, 100 %=500 us)",
        "delay=normal(100 us, 10 us) correlated 25 %",
        "delay=normal(100 us, 10 us) correlated over 50 us",
        "delay=sine(100 us, 10 us, period=1 ms)",
        "delay=netem(paretonormal, 100 us, 10 us)"
    })
    public String impairment = "loss=100 %";

    /** For JMH. */
    public ImpairmentBenchmark() {}

    /** Makes the stage, the flows and the packets. */
    @Setup
    public void prepare() {
        Impairment parsed = Impairment.parse(impairment);
        FlowDraws draws = new FlowDraws(space, RULE);
        Stage end = new ReleaseStage(space);
        stage = parsed.loss().equals(Loss.NONE)
                ? new DelayStage(space, parsed.delay(), dev.weir.shaping.impair.Scope.PER_FLOW, draws, end)
                : new LossStage(space, parsed.loss(), dev.weir.shaping.impair.Scope.PER_FLOW, draws, end);
        PacketHeaders headers = new PacketHeaders();
        FlowKey key = new FlowKey();
        for (int flow = 0; flow < FLOWS; flow++) {
            headers.srcPort = flow;
            key.set(headers, Direction.OUTGOING);
            flows.enter(key, 0);
        }
        for (int i = 0; i < RECORDS; i++) {
            records[i] = slab.allocate(LENGTH);
            slab.describe(records[i], LENGTH, LinkType.ETHERNET, Direction.OUTGOING, 0, 0);
        }
    }

    /**
     * One packet, and what is due.
     *
     * @return how many have left
     */
    @Benchmark
    public long packet() {
        long now = number * GAP_NANOS;
        while (wheel.advanceTo(now)) {
            space.run(wheel.event(), wheel.dueNanos());
        }
        int packet = records[(int) number & RECORDS - 1];
        slab.flow(packet, (int) number & FLOWS - 1, number / FLOWS);
        number++;
        stage.accept(packet, now);
        return left;
    }

    @Override
    public boolean release(int packet, long nowNanos) {
        left++;
        return true;
    }

    @Override
    public void drop(int packet, DropReason reason, long nowNanos) {
        left++;
    }

    @Override
    public void drawn(int packet, long draw) {}

    @Override
    public void pause(int source) {}

    @Override
    public void resume(int source) {}
}
