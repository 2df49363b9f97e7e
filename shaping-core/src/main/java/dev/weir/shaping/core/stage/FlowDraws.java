package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;

/**
 * The random numbers of one rule or line: each a function of the seed, the rule, the packet's flow, and its number in the flow. The stages of a rule
 * share one, so that what depends on the flow alone is worked out once for the draws of a packet.
 *
 * <p>Not thread-safe; allocates nothing.
 */
public final class FlowDraws {
    /** The draw that decides whether a packet is lost. */
    static final int LOSS = 0;
    /** The draw that decides how much jitter a packet gets. */
    static final int JITTER = 1;

    private static final int ORIGINAL = 0;

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
        int flow = packets.flow(packet);
        long draw =
                Draws.draw(stream(flows.hash(flow), flows.incarnation(flow)), packets.ordinal(packet), ORIGINAL, index);
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
