package dev.weir.shaping.lookup.inspect;

import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.Packet;
import org.jspecify.annotations.Nullable;

/** The captured payload of a TCP or UDP packet. Set to a packet, read, and cleared; not thread-safe. */
final class Payload implements Bytes {
    private static final int UDP_HEADER = 8;
    private static final int TCP_DATA_OFFSET = 12;

    private @Nullable Packet packet;
    private int start;
    private int length;

    void set(Packet shown) {
        packet = shown;
        start = shown.ipProto() == IpProtocols.UDP
                ? UDP_HEADER
                : (Math.max(0, shown.transportByte(TCP_DATA_OFFSET)) >>> 4) * 4;
        length = Math.max(0, shown.payloadLength());
        if (length > 0 && shown.transportByte(start + length - 1) < 0) {
            length = captured(shown);
        }
    }

    /** How much there is of a payload that was cut off by the capture. */
    private int captured(Packet shown) {
        int present = 0;
        int missing = length - 1;
        while (present < missing) {
            int middle = (present + missing) >>> 1;
            if (shown.transportByte(start + middle) < 0) {
                missing = middle;
            } else {
                present = middle + 1;
            }
        }
        return present;
    }

    void clear() {
        packet = null;
        length = 0;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int at(int index) {
        Packet shown = packet;
        return shown == null || index < 0 || index >= length ? -1 : shown.transportByte(start + index);
    }
}
