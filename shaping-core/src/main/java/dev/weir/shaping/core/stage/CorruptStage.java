package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.core.packet.Checksums;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Corrupt;

/** A stamper that changes one bit of some packets; those of sources that send streams it drops. */
public final class CorruptStage extends Stage {
    private static final int UDP_HEADER = 8;
    private static final int TCP_DATA_OFFSET = 12;

    private final FlowDraws draws;
    private final PacketHeaders headers = new PacketHeaders();
    private Corrupt corrupt;
    private long threshold;
    private Stage next;

    /**
     * A stage.
     *
     * @param space what the stages share
     * @param corrupt which packets are changed, and how
     * @param draws the random numbers of the rule or line
     * @param next where packets go
     */
    public CorruptStage(StageSpace space, Corrupt corrupt, FlowDraws draws, Stage next) {
        super(space);
        this.draws = draws;
        this.corrupt = corrupt;
        this.threshold = corrupt.probability().threshold();
        this.next = next;
    }

    /**
     * Changes what is done, from the next packet on.
     *
     * @param newCorrupt which packets are changed, and how
     * @param newNext where packets go
     */
    public void change(Corrupt newCorrupt, Stage newNext) {
        corrupt = newCorrupt;
        threshold = newCorrupt.probability().threshold();
        next = newNext;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        if (Draws.happens(draws.draw(packet, FlowDraws.CORRUPT), threshold)) {
            if (space.packets.source(packet) != 0) {
                space.outlet.drop(packet, DropReason.CORRUPTED, nowNanos);
                return;
            }
            change(packet);
        }
        next.accept(packet, nowNanos);
    }

    private void change(int packet) {
        PacketSlab packets = space.packets;
        byte[] bytes = packets.bytes(packet);
        int offset = packets.offset(packet);
        int captured = packets.capturedLength(packet);
        HeaderDecoder.decode(bytes, offset, captured, packets.linkType(packet), headers);
        int first = 0;
        int end = captured;
        if (corrupt.payloadOnly() || space.areHeadersMadeUp()) {
            first = payload(bytes, offset, captured);
            end = Math.min(captured, first + headers.payloadLength);
        }
        if (first >= end) {
            return;
        }
        long bit = Draws.uniform(draws.draw(packet, FlowDraws.CORRUPT_BIT), 8L * (end - first));
        bytes[offset + first + (int) (bit >>> 3)] ^= (byte) (1 << (bit & 7));
        if (corrupt.repaired()) {
            Checksums.writeIpv4Header(bytes, offset, headers);
            Checksums.writeTransport(bytes, offset, captured, headers);
        }
    }

    /** Where the bytes behind the TCP or UDP header start; the end of the packet if there is no such header. */
    private int payload(byte[] bytes, int offset, int captured) {
        int transport = headers.transportOffset;
        if (transport >= 0 && headers.ipProto == IpProtocols.UDP) {
            return transport + UDP_HEADER;
        }
        if (transport >= 0 && headers.ipProto == IpProtocols.TCP && transport + TCP_DATA_OFFSET < captured) {
            return transport + (bytes[offset + transport + TCP_DATA_OFFSET] >> 2 & 0x3C);
        }
        return captured;
    }
}
