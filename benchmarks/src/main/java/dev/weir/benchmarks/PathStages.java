package dev.weir.benchmarks;

import static dev.weir.shaping.impair.Scope.PER_FLOW;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Settings;
import dev.weir.shaping.core.packet.FlowKey;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.core.stage.ClassStage;
import dev.weir.shaping.core.stage.DelayStage;
import dev.weir.shaping.core.stage.FlowDraws;
import dev.weir.shaping.core.stage.LimitStage;
import dev.weir.shaping.core.stage.LossStage;
import dev.weir.shaping.core.stage.Outlet;
import dev.weir.shaping.core.stage.ReleaseStage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.stage.TokenSource;
import dev.weir.shaping.core.wheel.EventWheel;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.impair.RateLimit;
import java.util.Objects;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The stages of the path, each to be measured alone. Packets are a few records that stay in the cache: the lines of those that waited are charged to the
 * part that stores them.
 */
@State(Scope.Thread)
@SuppressWarnings("this-escape") // the stages only keep the outlet
public class PathStages implements Outlet {
    private static final int RECORDS = 64;
    private static final long RULE = Draws.hash("measured");

    private final FlowSlots slots = new FlowSlots();
    private final FlowTable flows = new FlowTable(1 << 21, slots);
    private final PacketSlab slab = new PacketSlab(1 << 20);
    private final EventWheel wheel = new EventWheel();
    private final StageSpace space = new StageSpace(slab, flows, slots, wheel, this);
    private final ReleaseStage end = new ReleaseStage(space);
    private final ClassStage classes =
            new ClassStage(space, 10_000_000_000L, TokenSource.OWN, Settings.DEFAULT, packet -> 0, end);
    private final int[] records = new int[RECORDS];
    private LossStage loss = new LossStage(space, Loss.NONE, PER_FLOW, new FlowDraws(space, RULE), end);
    private LimitStage limit = new LimitStage(space, RateLimit.parse("10 Gbit/s"), null, end);
    private DelayStage delay = new DelayStage(space, Delay.NONE, PER_FLOW, new FlowDraws(space, RULE), end);
    private int at;
    private long ordinal;
    private long left;

    /** For JMH. */
    public PathStages() {}

    /**
     * Makes the stages, the flows and what is held.
     *
     * @param traffic the traffic
     */
    @Setup
    public void prepare(PathTraffic traffic) {
        Impairment line = traffic.line();
        loss = new LossStage(space, line.loss(), PER_FLOW, new FlowDraws(space, RULE), end);
        limit = new LimitStage(space, Objects.requireNonNull(line.limit(), "limit"), null, end);
        delay = new DelayStage(space, line.delay(), PER_FLOW, new FlowDraws(space, RULE), end);
        for (int i = 0; i < RECORDS; i++) {
            records[i] = slab.allocate(PathTraffic.LENGTH);
            slab.describe(records[i], PathTraffic.LENGTH, LinkType.ETHERNET, Direction.OUTGOING, 0, 0);
            slab.band(records[i], 1);
        }
        PacketHeaders headers = new PacketHeaders();
        FlowKey key = new FlowKey();
        HeaderDecoder.decode(traffic.packet, 0, PathTraffic.LENGTH, LinkType.ETHERNET, headers);
        for (int flow = 0; flow < traffic.flows(); flow++) {
            headers.srcPort = flow & 0xFFFF;
            headers.srcLow = (long) flow >>> 16;
            key.set(headers, Direction.OUTGOING);
            flows.enter(key, 0);
        }
        for (int i = 0; i < 3 * traffic.held(); i++) {
            delay(traffic);
        }
    }

    private int packet(PathTraffic traffic) {
        at = at + 1 & RECORDS - 1;
        int packet = records[at];
        slab.flow(packet, traffic.next(), ordinal++);
        return packet;
    }

    long classes(PathTraffic traffic) {
        classes.accept(packet(traffic), traffic.nanos);
        return left;
    }

    boolean loss(PathTraffic traffic) {
        return loss.loses(packet(traffic), traffic.nanos);
    }

    long limit(PathTraffic traffic) {
        limit.accept(packet(traffic), traffic.nanos);
        return left;
    }

    long delay(PathTraffic traffic) {
        delay.accept(packet(traffic), traffic.nanos);
        while (wheel.advanceTo(traffic.nanos)) {
            space.run(wheel.event(), wheel.dueNanos());
        }
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
