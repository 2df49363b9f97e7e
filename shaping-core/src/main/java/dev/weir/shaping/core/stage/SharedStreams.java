package dev.weir.shaping.core.stage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of streams whose packets are spread over several engines, by the slot of the stream: one engine's ways to them. Not thread-safe; allocates when a
 * stream begins, and nothing per packet.
 */
final class SharedStreams {
    private final TokenSource source;
    private @Nullable Tokens[] bits = new Tokens[16];
    private @Nullable Tokens[] packets = new Tokens[16];

    SharedStreams(TokenSource source) {
        this.source = source;
    }

    /** A stream begins: it has the buckets that the streams of this key have in the other engines. */
    void begin(int slot, Object key, LimitRate rate) {
        if (slot >= bits.length) {
            bits = Arrays.copyOf(bits, Math.max(slot + 1, 2 * bits.length));
            packets = Arrays.copyOf(packets, bits.length);
        }
        TokenSource own = source.of(key);
        bits[slot] = rate.bits == null ? null : own.bits(rate.bits);
        packets[slot] = rate.packets == null ? null : own.packets(rate.packets);
    }

    long waitNanos(int slot, long size, long nowNanos) {
        Tokens forBits = bits[slot];
        Tokens forPackets = packets[slot];
        long wait = forBits == null ? 0 : forBits.waitNanos(size, nowNanos);
        return forPackets == null ? wait : Math.max(wait, forPackets.waitNanos(1, nowNanos));
    }

    boolean has(int slot, long size, long nowNanos) {
        Tokens forBits = bits[slot];
        Tokens forPackets = packets[slot];
        return (forBits == null || forBits.has(size, nowNanos)) && (forPackets == null || forPackets.has(1, nowNanos));
    }

    void take(int slot, long size) {
        Tokens forBits = bits[slot];
        Tokens forPackets = packets[slot];
        if (forBits != null) {
            forBits.take(size);
        }
        if (forPackets != null) {
            forPackets.take(1);
        }
    }

    void rate(int slot, Object key, LimitRate rate, long nowNanos) {
        bits[slot] = changed(bits[slot], rate.bits, source.of(key), true, nowNanos);
        packets[slot] = changed(packets[slot], rate.packets, source.of(key), false, nowNanos);
    }

    private static @Nullable Tokens changed(
            @Nullable Tokens known, @Nullable TokenRate rate, TokenSource own, boolean ofBits, long nowNanos) {
        if (rate == null) {
            return null;
        }
        if (known == null) {
            return ofBits ? own.bits(rate) : own.packets(rate);
        }
        known.rate(rate, nowNanos);
        return known;
    }
}
