package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.stage.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads stream keys from the packet that is being judged. An executable's key is a 128-bit hash of its path. Not thread-safe.
 *
 * <p>A connection is both addresses, the protocol and both ports; of an ICMP echo the id instead, marked by a local port of 1.
 */
final class FlowStreamKeys {
    private static final long FIRST_FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final long SECOND_FACTOR = 0xD6E8_FEB8_6659_FD93L;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int FIN_RST = 0x05;
    private static final int ECHO_BYTES = 6;

    private final PacketSlab packets;
    private final PacketHeaders headers;
    private final PacketView view;

    FlowStreamKeys(PacketSlab packets, PacketHeaders headers, PacketView view) {
        this.packets = packets;
        this.headers = headers;
        this.view = view;
    }

    /** Fills in the key of the packet being judged; of null tracking all packets have one key. */
    void read(@Nullable Tracking tracking, int packet, StreamKey key) {
        boolean outgoing = packets.direction(packet) == Direction.OUTGOING;
        if (tracking == null) {
            one(0, key);
            return;
        }
        switch (tracking) {
            case SOURCE_IP -> address(outgoing, key);
            case DESTINATION_IP -> address(!outgoing, key);
            case SOURCE_MAC -> one(outgoing ? headers.srcMac : headers.dstMac, key);
            case DESTINATION_MAC -> one(outgoing ? headers.dstMac : headers.srcMac, key);
            case CONNECTION -> connection(outgoing, packet, key);
            case PROCESS -> one(view.pid(), key);
            case EXECUTABLE -> text(view.executable(), key);
        }
    }

    /** The key of a packet of which nobody could tell whose it is. */
    static void unknown(StreamKey key) {
        one(-1, key);
    }

    private static void one(long value, StreamKey key) {
        key.set(0, value, 0, 0, 0);
    }

    private void address(boolean source, StreamKey key) {
        long high = source ? headers.srcHigh : headers.dstHigh;
        long low = source ? headers.srcLow : headers.dstLow;
        key.set(high, low, 0, 0, headers.ipVersion);
    }

    private void connection(boolean outgoing, int packet, StreamKey key) {
        if (headers.ipVersion == 0) {
            long local = outgoing ? headers.srcMac : headers.dstMac;
            long remote = outgoing ? headers.dstMac : headers.srcMac;
            key.set(0, local, 0, remote, headers.ethProto);
            key.shortLived();
            return;
        }
        long rest = (long) headers.ipVersion << 40 | (long) headers.ipProto << 32 | ports(outgoing, packet);
        if (outgoing) {
            key.set(headers.srcHigh, headers.srcLow, headers.dstHigh, headers.dstLow, rest);
        } else {
            key.set(headers.dstHigh, headers.dstLow, headers.srcHigh, headers.srcLow, rest);
        }
        if (headers.ipProto == IpProtocols.TCP) {
            int flags = headers.tcpFlags;
            key.state((flags & (SYN | ACK)) == SYN, (flags & FIN_RST) != 0);
        } else {
            key.shortLived();
        }
    }

    /** The local port in the upper half, the remote in the lower. */
    private long ports(boolean outgoing, int packet) {
        if (isIcmp(headers.ipProto)) {
            return echo(packet);
        }
        return outgoing
                ? (long) headers.srcPort << 16 | headers.dstPort
                : (long) headers.dstPort << 16 | headers.srcPort;
    }

    private long echo(int packet) {
        int at = headers.transportOffset;
        if (at < 0 || at + ECHO_BYTES > packets.capturedLength(packet)) {
            return 0;
        }
        byte[] bytes = packets.bytes(packet);
        int start = packets.offset(packet) + at;
        int type = bytes[start] & 0xFF;
        boolean echo = headers.ipProto == IpProtocols.ICMP ? type == 8 || type == 0 : type == 128 || type == 129;
        int id = (bytes[start + 4] & 0xFF) << 8 | bytes[start + 5] & 0xFF;
        return echo ? 1L << 16 | id : 0;
    }

    static boolean isIcmp(int protocol) {
        return protocol == IpProtocols.ICMP || protocol == IpProtocols.ICMPV6;
    }

    static int version(StreamKey key) {
        return (int) (key.rest() >>> 40);
    }

    static int protocol(StreamKey key) {
        return (int) (key.rest() >>> 32) & 0xFF;
    }

    static int localPort(StreamKey key) {
        return (int) (key.rest() >>> 16) & 0xFFFF;
    }

    static int remotePort(StreamKey key) {
        return (int) key.rest() & 0xFFFF;
    }

    private static void text(String value, StreamKey key) {
        long first = value.length();
        long second = ~first;
        for (int i = 0; i < value.length(); i++) {
            first = (first ^ value.charAt(i)) * FIRST_FACTOR;
            first ^= first >>> 29;
            second = (second ^ value.charAt(i)) * SECOND_FACTOR;
            second ^= second >>> 32;
        }
        key.set(first, second, 0, 0, 0);
        key.text(value);
    }
}
