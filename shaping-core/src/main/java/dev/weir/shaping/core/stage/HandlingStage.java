package dev.weir.shaping.core.stage;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.packet.EcnMarker;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.HopRewriter;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Handling;
import org.jspecify.annotations.Nullable;

/** A stamper that does what routers do: drops what is too long or too old, marks congestion, and cuts off. Pieces of streams it drops in place of cutting them off. */
public final class HandlingStage extends Stage {
    private final FlowDraws draws;
    private final PacketHeaders headers = new PacketHeaders();
    private int longest;
    private int left;
    private int hops;
    private long threshold;
    private Stage next;

    /**
     * A stage.
     *
     * @param space what the stages share
     * @param handling what is done
     * @param draws the random numbers of the rule or line
     * @param next where packets go
     */
    public HandlingStage(StageSpace space, Handling handling, FlowDraws draws, Stage next) {
        super(space);
        this.draws = draws;
        this.next = next;
        set(handling);
    }

    private void set(Handling handling) {
        longest = bytes(handling.mtu());
        left = bytes(handling.truncate());
        hops = handling.hops();
        threshold = handling.ecn().threshold();
    }

    private static int bytes(@Nullable DataSize size) {
        return size == null ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, size.bytes());
    }

    /**
     * Changes what is done, from the next packet on.
     *
     * @param handling what is done
     * @param newNext where packets go
     */
    public void change(Handling handling, Stage newNext) {
        set(handling);
        next = newNext;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        PacketSlab packets = space.packets;
        byte[] bytes = packets.bytes(packet);
        int offset = packets.offset(packet);
        HeaderDecoder.decode(bytes, offset, packets.capturedLength(packet), packets.linkType(packet), headers);
        if (headers.ipVersion != 0 && packets.length(packet) - headers.ipHeaderOffset > longest) {
            space.outlet.drop(packet, DropReason.TOO_LONG, nowNanos);
            return;
        }
        if (hops > 0 && !HopRewriter.lower(bytes, offset, headers, hops)) {
            space.outlet.drop(packet, DropReason.TTL_EXPIRED, nowNanos);
            return;
        }
        if (threshold > 0 && headers.ecn() > 0 && Draws.happens(draws.draw(packet, FlowDraws.CONGESTION), threshold)) {
            EcnMarker.mark(bytes, offset, headers);
        }
        if (packets.length(packet) > left) {
            if (packets.source(packet) != 0) {
                space.outlet.drop(packet, DropReason.CORRUPTED, nowNanos);
                return;
            }
            packets.truncate(packet, left);
        }
        next.accept(packet, nowNanos);
    }
}
