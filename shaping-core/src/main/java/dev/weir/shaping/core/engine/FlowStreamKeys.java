package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.stage.StreamKey;
import dev.weir.shaping.core.stage.StreamKeys;

/** Reads stream keys from the packet that was judged last. An executable's key is a 128-bit hash of its path. Not thread-safe. */
final class FlowStreamKeys {
    private static final long OTHER_CONNECTION_IDLE_NANOS = 60_000_000_000L;
    private static final long FIRST_FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final long SECOND_FACTOR = 0xD6E8_FEB8_6659_FD93L;

    private final PacketSlab packets;
    private final PacketHeaders headers;
    private final PacketView view;

    FlowStreamKeys(PacketSlab packets, PacketHeaders headers, PacketView view) {
        this.packets = packets;
        this.headers = headers;
        this.view = view;
    }

    StreamKeys by(Tracking tracking) {
        return switch (tracking) {
            case SOURCE_IP -> (packet, key) -> address(outgoing(packet), key);
            case DESTINATION_IP -> (packet, key) -> address(!outgoing(packet), key);
            case SOURCE_MAC -> (packet, key) -> one(outgoing(packet) ? headers.srcMac : headers.dstMac, key);
            case DESTINATION_MAC -> (packet, key) -> one(outgoing(packet) ? headers.dstMac : headers.srcMac, key);
            case CONNECTION -> (packet, key) -> connection(outgoing(packet), key);
            case PROCESS -> (packet, key) -> one(view.pid(), key);
            case EXECUTABLE -> (packet, key) -> text(view.executable(), key);
        };
    }

    private boolean outgoing(int packet) {
        return packets.direction(packet) == Direction.OUTGOING;
    }

    private static void one(long value, StreamKey key) {
        key.set(0, value, 0, 0, 0, StreamKey.IDLE_NANOS);
    }

    private void address(boolean source, StreamKey key) {
        long high = source ? headers.srcHigh : headers.dstHigh;
        long low = source ? headers.srcLow : headers.dstLow;
        key.set(high, low, 0, 0, headers.ipVersion, StreamKey.IDLE_NANOS);
    }

    private void connection(boolean outgoing, StreamKey key) {
        if (headers.ipVersion == 0) {
            long local = outgoing ? headers.srcMac : headers.dstMac;
            long remote = outgoing ? headers.dstMac : headers.srcMac;
            key.set(0, local, 0, remote, headers.ethProto, OTHER_CONNECTION_IDLE_NANOS);
            return;
        }
        long kind = (long) headers.ipVersion << 40 | (long) headers.ipProto << 32;
        long idle = headers.ipProto == IpProtocols.TCP ? StreamKey.IDLE_NANOS : OTHER_CONNECTION_IDLE_NANOS;
        if (outgoing) {
            long rest = kind | (long) headers.srcPort << 16 | headers.dstPort;
            key.set(headers.srcHigh, headers.srcLow, headers.dstHigh, headers.dstLow, rest, idle);
        } else {
            long rest = kind | (long) headers.dstPort << 16 | headers.srcPort;
            key.set(headers.dstHigh, headers.dstLow, headers.srcHigh, headers.srcLow, rest, idle);
        }
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
        key.set(first, second, 0, 0, 0, StreamKey.IDLE_NANOS);
    }
}
