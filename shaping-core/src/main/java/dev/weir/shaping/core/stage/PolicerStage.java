package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.RateLimit;
import org.jspecify.annotations.Nullable;

/** A token bucket without a queue: a packet that finds too few tokens is dropped, from a lossless source too. */
public final class PolicerStage extends Stage {
    private final @Nullable TokenBucket bits;
    private final @Nullable TokenBucket packets;
    private final Stage next;

    /**
     * A policer.
     *
     * @param space what the stages share
     * @param limit the rate in bytes, packets or both
     * @param next where packets go that have their tokens
     */
    public PolicerStage(StageSpace space, RateLimit limit, Stage next) {
        super(space);
        TokenRate bitRate = TokenRate.bits(limit);
        TokenRate packetRate = TokenRate.packets(limit);
        this.bits = bitRate == null ? null : new TokenBucket(bitRate);
        this.packets = packetRate == null ? null : new TokenBucket(packetRate);
        this.next = next;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        long size = 8L * space.packets.length(packet);
        boolean conforms = (bits == null || bits.waitNanos(size, nowNanos) == 0)
                && (packets == null || packets.waitNanos(1, nowNanos) == 0);
        if (!conforms) {
            space.outlet.drop(packet, DropReason.POLICED, nowNanos);
            return;
        }
        if (bits != null) {
            bits.take(size);
        }
        if (packets != null) {
            packets.take(1);
        }
        next.accept(packet, nowNanos);
    }
}
