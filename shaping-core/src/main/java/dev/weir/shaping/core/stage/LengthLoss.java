package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.RightBits;

/** Loses packets with a wrong bit. A bit error rate of 0 draws nothing. */
final class LengthLoss implements LossModel {
    private static final long CERTAIN = 1L << RightBits.BITS;

    private final RightBits bits;
    private final PacketSlab packets;
    private final FlowDraws draws;

    LengthLoss(double wrong, PacketSlab packets, FlowDraws draws) {
        this.bits = new RightBits(wrong);
        this.packets = packets;
        this.draws = draws;
    }

    @Override
    public boolean loses(int packet, long nowNanos) {
        long right = bits.of(packets.length(packet));
        return right < CERTAIN && !RightBits.happens(draws.draw(packet, FlowDraws.LOSS), right);
    }
}
