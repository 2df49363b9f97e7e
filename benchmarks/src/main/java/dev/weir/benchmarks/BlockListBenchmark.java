package dev.weir.benchmarks;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.match.AddressRange;
import dev.weir.shaping.match.BlockList;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
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
 * Whether a random address is in a block list, half of which are.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar BlockListBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class BlockListBenchmark {
    private static final int ADDRESSES = 1 << 16;
    private static final long ALL = 1L << 32;

    private final IpAddress[] addresses = new IpAddress[ADDRESSES];
    private BlockList list = BlockList.of(new UUID(0, 1), "none", List.of());
    private int at;

    /** How many ranges. */
    @Param({"1000", "785469"})
    public int ranges;

    /** For JMH. */
    public BlockListBenchmark() {}

    /** Makes the list, of ranges as long as the gaps between them, and the addresses. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        long step = ALL / ranges;
        List<AddressRange> all = new ArrayList<>();
        for (int i = 0; i < ranges; i++) {
            long from = i * step + random.nextLong(Math.max(1, step / 4));
            all.add(new AddressRange(new IpAddress(4, 0, from), new IpAddress(4, 0, from + step / 2)));
        }
        list = BlockList.of(new UUID(0, 1), "measured", all);
        for (int i = 0; i < ADDRESSES; i++) {
            addresses[i] = new IpAddress(4, 0, random.nextLong(ALL));
        }
    }

    /**
     * One look-up.
     *
     * @return whether the address is in the list
     */
    @Benchmark
    public boolean contains() {
        at = at + 1 & ADDRESSES - 1;
        return list.contains(addresses[at]);
    }
}
