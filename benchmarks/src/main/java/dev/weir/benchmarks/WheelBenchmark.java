package dev.weir.benchmarks;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.DelayQueue;
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
 * The hold model: one operation removes the earliest of the pending events and puts it back up to 134 ms later, in virtual
 * time. All competitors keep exact (time, submission) order.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar WheelBenchmark -prof gc
 * }</pre>
 *
 * <p>Read the scores as nanoseconds for one removal and one insertion together, {@code gc.alloc.rate.norm} as bytes allocated by
 * one operation. Compare competitors of one run only: their ratio travels between machines, nanoseconds do not. Two ratios
 * matter: how the wheel grows from 1,000 to 1,000,000 pending events (at most fivefold is the aim), and how far it is ahead
 * of {@code DelayQueue} at 1,000,000 (at least 15 times is the aim).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class WheelBenchmark {
    private static final int DELAYS = 1 << 16;
    private static final int HORIZON_NANOS = 1 << 27;

    private final long[] delays =
            new SplittableRandom(3).longs(DELAYS, 1, HORIZON_NANOS).toArray();
    private int draw;

    /** Who holds the events. */
    @Param({"wheel", "heap4", "priorityQueue", "delayQueue"})
    public String events = "wheel";

    /** How many events are pending. */
    @Param({"1000", "10000", "100000", "1000000"})
    public int pending;

    private PendingEvents held = new WheelEvents();

    /** For JMH. */
    public WheelBenchmark() {}

    /** Fills the structure with events up to the horizon. */
    @Setup
    public void fill() {
        held = switch (events) {
            case "wheel" -> new WheelEvents();
            case "heap4" -> new QuaternaryHeap();
            case "priorityQueue" -> new QueueEvents(new PriorityQueue<>());
            case "delayQueue" -> new QueueEvents(new DelayQueue<>());
            default -> throw new IllegalArgumentException("events must name a competitor: " + events);
        };
        SplittableRandom random = new SplittableRandom(4);
        for (int event = 0; event < pending; event++) {
            held.schedule(random.nextLong(HORIZON_NANOS), event);
        }
    }

    /**
     * Removes the earliest event and puts it back.
     *
     * @return the event
     */
    @Benchmark
    public long removeAndSchedule() {
        return held.postponeEarliest(delays[draw++ & DELAYS - 1]);
    }
}
