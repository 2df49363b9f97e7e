package dev.weir.benchmarks;

import dev.weir.shaping.Direction;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.WallClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
 * Reading the traffic of a rule in a rolling window, of which the rule has four, while packets pass: 100,000 a second of logical time, after two years with one a
 * minute. {@code time} is the cost of the clock and the count, to be subtracted.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar TrafficWindowBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class TrafficWindowBenchmark {
    private static final long PACKET_NANOS = 10_000;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int MINUTES_BEFORE = 2 * 365 * 1_440;
    private static final int LENGTH = 1_000;

    private final WallClock clock = new WallClock(Instant.EPOCH, ZoneOffset.UTC);
    private final RuleContext context = new RuleContext("measured", clock, () -> VpnStatus.NONE);
    private long nanos;
    private long amount;
    private ChronoUnit unit = ChronoUnit.SECONDS;

    /** The length of the window. */
    @Param({"1 second", "30 minutes", "24 hours", "1 month"})
    public String window = "1 second";

    /** For JMH. */
    public TrafficWindowBenchmark() {}

    /** Lets two years pass. */
    @Setup
    public void prepare() {
        for (int minute = 0; minute < MINUTES_BEFORE; minute++) {
            nanos += MINUTE_NANOS;
            clock.set(nanos);
            readAll();
            context.count(Direction.OUTGOING, LENGTH);
        }
        switch (window) {
            case "1 second" -> set(1, ChronoUnit.SECONDS);
            case "30 minutes" -> set(30, ChronoUnit.MINUTES);
            case "24 hours" -> set(24, ChronoUnit.HOURS);
            case "1 month" -> set(1, ChronoUnit.MONTHS);
            default -> throw new IllegalArgumentException("window must be one of the four: " + window);
        }
    }

    private void set(long newAmount, ChronoUnit newUnit) {
        amount = newAmount;
        unit = newUnit;
    }

    private void readAll() {
        context.traffic(1, ChronoUnit.SECONDS, Direction.OUTGOING);
        context.traffic(30, ChronoUnit.MINUTES, Direction.OUTGOING);
        context.traffic(24, ChronoUnit.HOURS, Direction.OUTGOING);
        context.traffic(1, ChronoUnit.MONTHS, Direction.OUTGOING);
    }

    private void next() {
        nanos += PACKET_NANOS;
        clock.set(nanos);
        context.count(Direction.OUTGOING, LENGTH);
    }

    /**
     * Time moves on and a packet is counted.
     *
     * @return what passed
     */
    @Benchmark
    public long time() {
        next();
        return nanos;
    }

    /**
     * The same, and the window is read.
     *
     * @return what passed in the window
     */
    @Benchmark
    public long timeAndRead() {
        next();
        return context.traffic(amount, unit, Direction.OUTGOING);
    }

    /**
     * The window is read while time stands still.
     *
     * @return what passed in the window
     */
    @Benchmark
    public long read() {
        return context.traffic(amount, unit, Direction.OUTGOING);
    }
}
