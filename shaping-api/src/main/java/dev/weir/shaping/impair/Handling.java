package dev.weir.shaping.impair;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What routers on the way do to packets, other than lose and delay them, in this order: drop what is too long, count down the time to live, mark congestion, cut
 * off. Immutable and thread-safe; {@code toString} is the text form: {@code mtu=1400 B ttl=-1 ecn=5 % truncate=100 B}.
 *
 * @param mtu the longest IP packet that passes, 1 byte or more, or null for any; a longer one vanishes and nobody is told, as in a black hole
 * @param hops by how much the TTL or hop limit of IP packets falls, 0 to 255; a packet of which it falls to 0 is dropped
 * @param ecn the share of packets that are marked with Congestion Experienced, of those that are capable of it (RFC 3168)
 * @param truncate how many bytes are left of a packet, link layer included, or null for all; lengths and checksums in headers stay as they are
 */
public record Handling(@Nullable DataSize mtu, int hops, Probability ecn, @Nullable DataSize truncate) {
    /** Does nothing. */
    public static final Handling NONE = new Handling(null, 0, Probability.ZERO, null);

    /**
     * Checks the ranges.
     *
     * @param mtu the longest IP packet
     * @param hops by how much the TTL falls
     * @param ecn the share that is marked
     * @param truncate how many bytes are left
     * @throws IllegalArgumentException if out of range
     */
    public Handling {
        requireLength("mtu", mtu);
        requireLength("truncate", truncate);
        if (hops < 0 || hops > 255) {
            throw new IllegalArgumentException("ttl must be within -255..0: " + -hops);
        }
    }

    private static void requireLength(String name, @Nullable DataSize length) {
        if (length != null && length.bytes() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 byte: " + length);
        }
    }

    /**
     * The same with a bound on the length of IP packets.
     *
     * @param length the longest that passes, 1 byte or more
     * @return the handling
     * @throws IllegalArgumentException if out of range
     */
    public Handling withMtu(DataSize length) {
        return new Handling(length, hops, ecn, truncate);
    }

    /**
     * The same with a number of routers that count down the time to live.
     *
     * @param routers 0 to 255
     * @return the handling
     * @throws IllegalArgumentException if out of range
     */
    public Handling withHops(int routers) {
        return new Handling(mtu, routers, ecn, truncate);
    }

    /**
     * The same with marks of congestion.
     *
     * @param share the share of packets that are marked, of those that are capable of it
     * @return the handling
     */
    public Handling withEcn(Probability share) {
        return new Handling(mtu, hops, share, truncate);
    }

    /**
     * The same with packets cut off.
     *
     * @param length how many bytes are left, 1 or more
     * @return the handling
     * @throws IllegalArgumentException if out of range
     */
    public Handling withTruncation(DataSize length) {
        return new Handling(mtu, hops, ecn, length);
    }

    /** Whether it does nothing. */
    boolean isNone() {
        return equals(NONE);
    }

    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(" ");
        if (mtu != null) {
            words.add("mtu=" + mtu.bytes() + " B");
        }
        if (hops != 0) {
            words.add("ttl=-" + hops);
        }
        if (!ecn.equals(Probability.ZERO)) {
            words.add("ecn=" + ecn);
        }
        if (truncate != null) {
            words.add("truncate=" + truncate.bytes() + " B");
        }
        return words.toString();
    }
}
