package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;

/**
 * The random numbers of one rule or line: each a function of the seed, the rule, the packet's flow, its number in the flow, and which copy it is. The stages of a rule
 * share one, so that what depends on the flow alone is worked out once for the draws of a packet.
 *
 * <p>Not thread-safe; allocates nothing.
 */
public final class FlowDraws {
    /** The draw that decides whether a packet is lost. */
    static final int LOSS = 0;
    /** The draw that decides how much jitter a packet gets. */
    static final int JITTER = 1;
    /** The draw that decides in which state a chain starts. */
    static final int LOSS_START = 2;
    /** The draw that decides whether a packet is lost in the state of its chain. */
    static final int LOSS_IN_STATE = 3;
    /** The draw of the time from one point of a random timeline to the next. */
    static final int TIME_GAP = 4;
    /** The draw of what holds from a point of a random timeline on. */
    static final int TIME_STATE = 5;
    /** The draw that decides whether a packet is copied. */
    static final int DUPLICATE = 6;
    /** The draw that decides whether a bit of a packet is changed. */
    static final int CORRUPT = 7;
    /** The draw that decides which bit is changed. */
    static final int CORRUPT_BIT = 8;
    /** The draw that decides whether a packet changes its place. */
    static final int REORDER = 9;
    /** The draw that decides whether a packet is marked with congestion. */
    static final int CONGESTION = 10;

    /** In place of an incarnation, for packets that draw by a key. */
    private static final long KEYED = -1;
    /** In place of an incarnation, for what does not depend on a flow. */
    private static final long OF_ALL = -2;

    private final StageSpace space;
    private final long ruleStream;
    private long lastHash;
    private long lastIncarnation;
    private long lastStream;

    /**
     * The draws of a rule or line.
     *
     * @param space where its stages work
     * @param ruleStream which random numbers are its own
     */
    public FlowDraws(StageSpace space, long ruleStream) {
        this.space = space;
        this.ruleStream = ruleStream;
        lastStream = Draws.flowStream(ruleStream, lastHash, lastIncarnation);
    }

    long draw(int packet, int index) {
        PacketSlab packets = space.packets;
        FlowTable flows = space.flows;
        int copy = packets.copy(packet);
        if (packets.keyed(packet)) {
            return drawn(packet, Draws.draw(stream(packets.ordinal(packet), KEYED), 0, copy, index));
        }
        int flow = packets.flow(packet);
        long draw = Draws.draw(stream(flows.hash(flow), flows.incarnation(flow)), packets.ordinal(packet), copy, index);
        return drawn(packet, draw);
    }

    /**
     * The stream of draws that depend on time and not on packets.
     *
     * @param packet a packet of the flow
     * @param shared whether it is the same for all flows
     * @return the stream, for {@link Draws#draw}
     */
    long timeline(int packet, boolean shared) {
        if (shared) {
            return Draws.flowStream(ruleStream, 0, OF_ALL);
        }
        int flow = space.packets.flow(packet);
        return stream(space.flows.hash(flow), space.flows.incarnation(flow));
    }

    private long drawn(int packet, long draw) {
        space.outlet.drawn(packet, draw);
        return draw;
    }

    private long stream(long hash, long incarnation) {
        if (hash != lastHash || incarnation != lastIncarnation) {
            lastStream = Draws.flowStream(ruleStream, hash, incarnation);
            lastHash = hash;
            lastIncarnation = incarnation;
        }
        return lastStream;
    }
}
