package dev.weir.benchmarks;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.core.account.DelayHistogram;
import dev.weir.shaping.core.account.ThroughputHistory;
import dev.weir.shaping.core.account.Totals;
import dev.weir.shaping.core.packet.FlowKey;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.rule.Providers;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.WallClock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The parts of the path that are no stages, each to be measured alone: storing, decoding, flows, the rule, counting. */
@State(Scope.Thread)
public class PathParts {
    private final PacketSlab slab = new PacketSlab(1L << 29);
    private final FlowTable flows = new FlowTable(1 << 21, new FlowSlots());
    private final FlowKey key = new FlowKey();
    private final PacketHeaders headers = new PacketHeaders();
    private final PacketView view = new PacketView(headers, flows, Providers.NONE);
    private final Rule rule = PathTraffic.rule();
    private final RuleContext context =
            new RuleContext("measured", new WallClock(Instant.EPOCH, ZoneOffset.UTC), () -> VpnStatus.NONE);
    private final Totals ruleTotals = new Totals();
    private final Totals totals = new Totals();
    private final DelayHistogram delays = new DelayHistogram();
    private final ThroughputHistory offered = new ThroughputHistory();
    private final ThroughputHistory delivered = new ThroughputHistory();
    private int[] packets = {};
    private int[] flowsInside = {};
    private int at;
    private long number;

    /** For JMH. */
    public PathParts() {}

    /**
     * Makes the flows, and packets that are held.
     *
     * @param traffic the traffic
     */
    @Setup
    public void prepare(PathTraffic traffic) {
        packets = new int[traffic.held()];
        flowsInside = new int[traffic.held()];
        HeaderDecoder.decode(traffic.packet, 0, PathTraffic.LENGTH, LinkType.ETHERNET, headers);
        for (int i = 0; i < packets.length; i++) {
            packets[i] = stored(traffic);
        }
        for (int flow = 0; flow < traffic.flows(); flow++) {
            identify(flow);
            flows.enter(key, 0);
        }
        for (int i = 0; i < flowsInside.length; i++) {
            flowsInside[i] = entered(traffic);
        }
    }

    private int stored(PathTraffic traffic) {
        int packet = slab.allocate(PathTraffic.LENGTH);
        System.arraycopy(traffic.packet, 0, slab.bytes(packet), slab.offset(packet), PathTraffic.LENGTH);
        slab.describe(packet, PathTraffic.LENGTH, LinkType.ETHERNET, Direction.OUTGOING, 0, 0);
        slab.arrive(packet, traffic.nanos, ++number);
        return packet;
    }

    private void identify(int flow) {
        headers.srcPort = flow & 0xFFFF;
        headers.srcLow = (long) flow >>> 16;
        key.set(headers, Direction.OUTGOING);
    }

    private int entered(PathTraffic traffic) {
        identify(traffic.next());
        int flow = flows.enter(key, traffic.nanos);
        number += flows.arrive(flow);
        flows.countIn(flow, PathTraffic.LENGTH);
        return flow;
    }

    private int turn() {
        at = at + 1 == packets.length ? 0 : at + 1;
        return at;
    }

    /** One packet is stored, and the one that has been held longest is freed. */
    long store(PathTraffic traffic) {
        int turn = turn();
        traffic.next();
        int packet = stored(traffic);
        int oldest = packets[turn];
        packets[turn] = packet;
        long sum = slab.arrivalNanos(oldest) + slab.length(oldest);
        slab.free(oldest);
        return sum;
    }

    int decode(PathTraffic traffic) {
        traffic.next();
        HeaderDecoder.decode(traffic.packet, 0, PathTraffic.LENGTH, LinkType.ETHERNET, headers);
        return headers.dstPort;
    }

    /** One packet enters its flow, and the one that has been held longest leaves its own. */
    long flow(PathTraffic traffic) {
        int turn = turn();
        int flow = entered(traffic);
        int oldest = flowsInside[turn];
        flowsInside[turn] = flow;
        flows.countOut(oldest, PathTraffic.LENGTH, 1, 0);
        flows.leave(oldest);
        return number;
    }

    @Nullable
    Priority judge(PathTraffic traffic) {
        int flow = traffic.next();
        headers.srcPort = flow & 0xFFFF;
        view.set(
                traffic.packet,
                0,
                PathTraffic.LENGTH,
                PathTraffic.LENGTH,
                LinkType.ETHERNET,
                Direction.OUTGOING,
                traffic.nanos,
                flow);
        return rule.evaluate(view, context);
    }

    long count(PathTraffic traffic) {
        traffic.next();
        ruleTotals.in(PathTraffic.LENGTH);
        totals.in(PathTraffic.LENGTH);
        offered.record(traffic.nanos, PathTraffic.LENGTH);
        ruleTotals.out(PathTraffic.LENGTH);
        totals.out(PathTraffic.LENGTH);
        delays.record(traffic.nanos & 0xFF_FFFF);
        delivered.record(traffic.nanos, PathTraffic.LENGTH);
        return totals.packetsOut();
    }
}
