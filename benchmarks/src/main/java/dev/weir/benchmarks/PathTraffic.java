package dev.weir.benchmarks;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Rule;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Impairment;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The traffic of {@link PathBenchmark}: packets of 100 bytes of random flows, one a microsecond of virtual time, and what is done to them.
 *
 * <p>{@code small} is 10,000 flows and about 5,000 packets held at any time, {@code large} is 1,000,000 of both. For one thread; of benchmark scope, so that what
 * depends on it meets the same object.
 */
@State(Scope.Benchmark)
public class PathTraffic {
    static final int LENGTH = 100;
    static final int ORDER = 1 << 20;
    static final int PORT = 443;
    private static final int WARM = 2_000_000;
    private static final long SPACING_NANOS = 1_000;
    private static final int PORT_AT = 34;
    private static final int ADDRESS_AT = 29;

    /** How much there is: {@code small} or {@code large}. */
    @Param({"small", "large"})
    public String load = "small";

    final byte[] packet = Packets.udp("10.0.0.2", 1, "192.0.2.7", PORT)
            .length(LENGTH)
            .outgoing()
            .bytes();
    private final int[] order = new int[ORDER];
    private int at;
    private int bound;
    long nanos;

    /** For JMH. */
    public PathTraffic() {}

    int flows() {
        return load.equals("large") ? 1_000_000 : 10_000;
    }

    int held() {
        return load.equals("large") ? 1_000_000 : 5_000;
    }

    /** The rule: two traffic classes. */
    static Rule rule() {
        Priority high = Priorities.high();
        Priority low = Priorities.low();
        return (packet, context) -> packet.remotePort() == PORT ? high : low;
    }

    /** The line: loss, a limit that is not reached, a delay with jitter. */
    Impairment line() {
        long delayMillis = held() * SPACING_NANOS / 1_000_000;
        return Impairment.parse(
                "loss=0.1 % limit=10 Gbit/s delay=" + delayMillis + " ms jitter=" + delayMillis * 2 / 5 + " ms");
    }

    /** An engine of that rule and that line, with traffic classes that share more than enough, in its steady state: all flows known, as many packets held as ever, compiled. */
    Simulation warmSimulation() {
        Simulation simulation = Shaper.builder()
                .rule("web first", rule())
                .capacity(Rate.gigabitsPerSecond(10), Rate.gigabitsPerSecond(10))
                .upload(line())
                .seed(1)
                .maxFlows(1 << 21)
                .packetMemory(DataSize.ofBytes(1L << 29))
                .build()
                .simulate();
        for (int flow = 0; flow < flows(); flow++) {
            become(flow);
            offer(simulation);
        }
        for (int i = 0; i < WARM; i++) {
            next();
            offer(simulation);
        }
        return simulation;
    }

    boolean offer(Simulation simulation) {
        return simulation.offer(nanos, packet, 0, LENGTH, LENGTH, LinkType.ETHERNET, Direction.OUTGOING, 0)
                == Admission.ACCEPTED;
    }

    /** Makes the next packet. */
    int next() {
        if (bound == 0) {
            bound = flows();
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < ORDER; i++) {
                order[i] = random.nextInt(bound);
            }
        }
        at = at + 1 & ORDER - 1;
        int flow = order[at];
        become(flow);
        return flow;
    }

    private void become(int flow) {
        packet[PORT_AT] = (byte) (flow >>> 8);
        packet[PORT_AT + 1] = (byte) flow;
        packet[ADDRESS_AT] = (byte) (flow >>> 16);
        nanos += SPACING_NANOS;
    }
}
