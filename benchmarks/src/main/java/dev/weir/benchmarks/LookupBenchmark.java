package dev.weir.benchmarks;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.low;

import dev.weir.shaping.Country;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.Lookup;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import dev.weir.shaping.lookup.cache.CacheBounds;
import dev.weir.shaping.lookup.cache.CachedGeoResolver;
import dev.weir.shaping.lookup.cache.CachedProcessResolver;
import dev.weir.shaping.lookup.inspect.FirstPackets;
import java.util.List;
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
 * One packet through an engine in its steady state, of 10,000 flows that take turns at random, with and without look-ups. The rule {@code headers} reads no
 * look-up: what a row has over {@code none} is what having the look-up costs who does not ask. The rule {@code asks} reads country, protocol and host of each packet.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar LookupBenchmark -prof gc
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
public class LookupBenchmark {
    private static final int FLOWS = 10_000;
    private static final int ORDER = 1 << 16;
    private static final int WARM = 1_000_000;
    private static final int LENGTH = 100;
    private static final int PORT_AT = 34;

    /** What is installed: nothing, cached places, an inspection, cached processes (which are counted, and so asked for, by each flow), or all. */
    @Param({"none", "places", "inspection", "processes", "all"})
    public String lookups = "none";

    /** What the rule reads. */
    @Param({"headers", "asks"})
    public String rule = "headers";

    private final byte[] packet = Packets.udp("10.0.0.2", 1, "192.0.2.7", 4_500)
            .length(LENGTH)
            .outgoing()
            .bytes();
    private final int[] order = new SplittableRandom(1).ints(ORDER, 0, FLOWS).toArray();
    private Simulation simulation = Shaper.builder().build().simulate();
    private long nanos;
    private int at;

    /** For JMH. */
    public LookupBenchmark() {}

    /** Makes the engine, and all flows known to it. */
    @Setup
    public void prepare() {
        Shaper.Builder builder = Shaper.builder().rule("measured", rule());
        installed().forEach(builder::lookup);
        simulation = builder.build().simulate();
        for (int i = 0; i < WARM; i++) {
            offer();
        }
    }

    private Rule rule() {
        Priority high = high();
        Priority low = low();
        return rule.equals("headers")
                ? (packet, context) -> packet.remotePort() == 443 ? high : low
                : (packet, context) ->
                        packet.country() == Country.US || packet.appProto() != null || packet.host() != null
                                ? high
                                : low;
    }

    private List<Lookup> installed() {
        GeoResolver places = address -> GeoLocation.of(Country.DE);
        ProcessResolver processes = connection -> new ProcessInfo(connection.localPort() & 7, "/bin/app", "", "ann");
        Lookup cachedPlaces = new CachedGeoResolver(places, CacheBounds.DEFAULT);
        Lookup cachedProcesses = new CachedProcessResolver(processes, CacheBounds.BRIEF);
        return switch (lookups) {
            case "none" -> List.of();
            case "places" -> List.of(cachedPlaces);
            case "inspection" -> List.of(new FirstPackets());
            case "processes" -> List.of(cachedProcesses);
            default -> List.of(cachedPlaces, cachedProcesses, new FirstPackets());
        };
    }

    /**
     * One packet in and out.
     *
     * @return whether it was taken
     */
    @Benchmark
    public Object offer() {
        at = at + 1 & ORDER - 1;
        int port = order[at];
        packet[PORT_AT] = (byte) (port >>> 8);
        packet[PORT_AT + 1] = (byte) port;
        nanos += 1_000;
        return simulation.offer(nanos, packet, 0, LENGTH, LENGTH, LinkType.ETHERNET, Direction.OUTGOING, 0);
    }
}
