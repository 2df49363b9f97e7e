package dev.weir.benchmarks;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The least that memory asks for: the cache lines that no packet can do without, touched and nothing else done. On entry one line of the index of flows, two
 * of the flow, one of what its jitter remembers; on release the packet's record, the two lines of its bytes, and one line of its flow. Addresses are known ahead,
 * so the processor overlaps what it can.
 */
@State(Scope.Thread)
public class PathFloor {
    /** Lines touched for each packet. */
    static final int LINES = 8;

    private static final int LINE = 8;

    private int[] index = {};
    private long[] flows = {};
    private long[] jitter = {};
    private long[] records = {};
    private long[] bytes = {};
    private int[] leaving = {};
    private int at;

    /** For JMH. */
    public PathFloor() {}

    /**
     * Makes as much memory as an engine holds.
     *
     * @param traffic the traffic
     */
    @Setup
    public void prepare(PathTraffic traffic) {
        index = new int[Integer.highestOneBit(traffic.flows()) << 2];
        flows = new long[traffic.flows() * 2 * LINE];
        jitter = new long[traffic.flows()];
        records = new long[traffic.held() * LINE];
        bytes = new long[traffic.held() * 2 * LINE];
        leaving = new int[PathTraffic.ORDER];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < leaving.length; i++) {
            leaving[i] = random.nextInt(traffic.held());
        }
        for (int packet = 0; packet < traffic.held(); packet++) {
            records[packet * LINE] = random.nextInt(traffic.flows());
        }
    }

    long touch(PathTraffic traffic) {
        int flow = traffic.next();
        long sum = index[flow * 0x9E37_79B9 >>> 1 & index.length - 1];
        sum += flows[flow * 2 * LINE]++ + flows[(flow * 2 + 1) * LINE]++;
        sum += jitter[flow]++;
        at = at + 1 & PathTraffic.ORDER - 1;
        int packet = leaving[at];
        sum += bytes[packet * 2 * LINE] + bytes[(packet * 2 + 1) * LINE];
        int other = (int) records[packet * LINE];
        records[packet * LINE + 1]++;
        sum += flows[(other * 2 + 1) * LINE + 1]++;
        return sum;
    }
}
