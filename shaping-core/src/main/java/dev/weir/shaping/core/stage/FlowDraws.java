package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;

/**
 * The random numbers of one rule or line: each a function of the seed, the rule, the packet's flow, and its number in the flow.
 *
 * <p>Not thread-safe; allocates nothing.
 */
final class FlowDraws {
    /** The draw that decides whether a packet is lost. */
    static final int LOSS = 0;
    /** The draw that decides how much jitter a packet gets. */
    static final int JITTER = 1;

    private static final int ORIGINAL = 0;

    private final StageSpace space;
    private final long ruleStream;

    FlowDraws(StageSpace space, long ruleStream) {
        this.space = space;
        this.ruleStream = ruleStream;
    }

    long draw(int packet, int index) {
        PacketSlab packets = space.packets;
        FlowTable flows = space.flows;
        int flow = packets.flow(packet);
        long flowStream = Draws.flowStream(ruleStream, flows.hash(flow), flows.incarnation(flow));
        long draw = Draws.draw(flowStream, packets.ordinal(packet), ORIGINAL, index);
        space.outlet.drawn(packet, draw);
        return draw;
    }
}
