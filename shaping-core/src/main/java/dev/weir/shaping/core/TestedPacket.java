package dev.weir.shaping.core;

import dev.weir.shaping.Dscp;
import dev.weir.shaping.core.engine.Adapters;
import dev.weir.shaping.core.engine.Recipe;
import dev.weir.shaping.core.packet.DscpRewriter;
import dev.weir.shaping.core.packet.FlowKey;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.rule.PacketView;

/** A frame as rules see it, without an engine. Not thread-safe. */
final class TestedPacket {
    private static final int MOST_FLOWS = 4_096;

    private final PacketHeaders headers = new PacketHeaders();
    private final FlowKey key = new FlowKey();
    private final FlowTable flows;
    private final PacketView view;
    private final Adapters adapters;
    private byte[] bytes = {};

    TestedPacket(Recipe recipe) {
        flows = new FlowTable(Math.min(MOST_FLOWS, recipe.maxFlows()), new FlowSlots());
        view = new PacketView(headers, flows, recipe.providers());
        adapters = new Adapters(recipe.adapters());
    }

    PacketView view() {
        return view;
    }

    /** Copies a frame, as rules may change it. */
    void set(Frame frame, long nowNanos) {
        bytes = frame.bytes();
        HeaderDecoder.decode(bytes, 0, bytes.length, frame.linkType(), headers);
        key.set(headers, frame.direction());
        int flow = flows.enter(key, nowNanos);
        view.set(bytes, 0, bytes.length, frame.length(), frame.linkType(), frame.direction(), nowNanos, flow);
        view.adapter(adapters.get(adapters.number(frame.adapter())));
    }

    void rewrite(Dscp dscp) {
        if (DscpRewriter.rewrite(bytes, 0, headers, dscp.codePoint())) {
            headers.tos = dscp.codePoint() << 2 | headers.tos & 3;
        }
    }
}
