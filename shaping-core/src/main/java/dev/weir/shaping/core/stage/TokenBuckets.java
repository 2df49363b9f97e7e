package dev.weir.shaping.core.stage;

import org.jspecify.annotations.Nullable;

/** The buckets of one limit, of bits, packets or both: a packet needs tokens of each. Not thread-safe; allocates nothing per packet. */
final class TokenBuckets {
    private final @Nullable Tokens bits;
    private final @Nullable Tokens packets;
    private final ShortPackets shortPackets;

    /** Full buckets at time 0. */
    TokenBuckets(LimitRate rate, TokenSource source, ShortPackets shortPackets) {
        this.bits = rate.bits == null ? null : source.bits(rate.bits);
        this.packets = rate.packets == null ? null : source.packets(rate.packets);
        this.shortPackets = shortPackets;
    }

    long waitNanos(int length, long nowNanos) {
        long forBits = bits == null ? 0 : bits.waitNanos(shortPackets.bits(length), nowNanos);
        return packets == null ? forBits : Math.max(forBits, packets.waitNanos(1, nowNanos));
    }

    boolean has(int length, long nowNanos) {
        return (bits == null || bits.has(shortPackets.bits(length), nowNanos))
                && (packets == null || packets.has(1, nowNanos));
    }

    void take(int length) {
        if (bits != null) {
            bits.take(shortPackets.bits(length));
        }
        if (packets != null) {
            packets.take(1);
        }
    }

    /** Changes the rates; the dimensions stay. */
    void rate(LimitRate rate, long nowNanos) {
        if (bits != null && rate.bits != null) {
            bits.rate(rate.bits, nowNanos);
        }
        if (packets != null && rate.packets != null) {
            packets.rate(rate.packets, nowNanos);
        }
    }
}
