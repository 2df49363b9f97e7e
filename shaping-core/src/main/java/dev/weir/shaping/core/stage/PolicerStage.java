package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;

/** A token bucket without a queue: a packet that finds too few tokens is dropped, from a lossless source too. */
public final class PolicerStage extends Stage implements Tunable {
    private final TokenBuckets buckets;
    private final Stage next;

    /**
     * A policer.
     *
     * @param space what the stages share
     * @param rate the rate
     * @param source where its buckets come from
     * @param shortPackets what short packets cost
     * @param next where packets go that have their tokens
     */
    public PolicerStage(StageSpace space, LimitRate rate, TokenSource source, ShortPackets shortPackets, Stage next) {
        super(space);
        this.buckets = new TokenBuckets(rate, source, shortPackets);
        this.next = next;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        int length = space.packets.length(packet);
        if (!buckets.has(length, nowNanos)) {
            space.outlet.drop(packet, DropReason.POLICED, nowNanos);
            return;
        }
        buckets.take(length);
        next.accept(packet, nowNanos);
    }

    @Override
    public void rate(LimitRate rate, long nowNanos) {
        buckets.rate(rate, nowNanos);
    }
}
