package dev.weir.shaping.core.packet;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.lookup.Connection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What makes a flow: 5-tuple and direction of an IP packet; MAC addresses, EtherType and direction of any other.
 *
 * <p>Mutable and reused for every packet; not thread-safe. Allocates only in {@link #toString}.
 */
public final class FlowKey {
    private static final int DIRECTION_SHIFT = 43;
    private static final int VERSION_SHIFT = 40;
    private static final int PROTOCOL_SHIFT = 32;
    private static final int SRC_PORT_SHIFT = 16;

    long srcHigh;
    long srcLow;
    long dstHigh;
    long dstLow;
    /** Ports or EtherType in bits 0..31, then IP protocol (8 bits), IP version (3 bits) and direction (1 bit). */
    long rest;

    /** Creates an empty key. */
    public FlowKey() {}

    /**
     * Takes the key from a packet.
     *
     * @param headers its decoded headers
     * @param direction its direction
     */
    public void set(PacketHeaders headers, Direction direction) {
        long way = (long) direction.ordinal() << DIRECTION_SHIFT;
        if (headers.ipVersion == 0) {
            srcHigh = 0;
            srcLow = headers.srcMac;
            dstHigh = 0;
            dstLow = headers.dstMac;
            rest = way | headers.ethProto;
        } else {
            srcHigh = headers.srcHigh;
            srcLow = headers.srcLow;
            dstHigh = headers.dstHigh;
            dstLow = headers.dstLow;
            rest = way
                    | (long) headers.ipVersion << VERSION_SHIFT
                    | (long) headers.ipProto << PROTOCOL_SHIFT
                    | (long) headers.srcPort << SRC_PORT_SHIFT
                    | headers.dstPort;
        }
    }

    /**
     * A 64-bit number that depends on the key alone, in every process and on every machine.
     *
     * @return a well-mixed hash
     */
    public long hash() {
        long mixed = mix(rest ^ 0x6A09_E667_F3BC_C908L);
        mixed = mix(mixed ^ srcLow);
        mixed = mix(mixed ^ dstLow);
        return (srcHigh | dstHigh) == 0 ? mixed : mix(mix(mixed ^ srcHigh) ^ dstHigh);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ mixed >>> 32;
    }

    /**
     * The direction of the flow.
     *
     * @return the direction
     */
    public Direction direction() {
        return Direction.values()[(int) (rest >>> DIRECTION_SHIFT) & 1];
    }

    /**
     * The two ends, seen from the local side: both directions of a connection have the same. Allocates.
     *
     * @return the connection, or null if the packets are not IP
     */
    public @Nullable Connection connection() {
        int version = version();
        if (version == 0) {
            return null;
        }
        int protocol = (int) (rest >>> PROTOCOL_SHIFT) & 0xFF;
        IpAddress source = new IpAddress(version, srcHigh, srcLow);
        IpAddress destination = new IpAddress(version, dstHigh, dstLow);
        int sourcePort = (int) (rest >>> SRC_PORT_SHIFT) & 0xFFFF;
        int destinationPort = (int) rest & 0xFFFF;
        return direction() == Direction.OUTGOING
                ? new Connection(protocol, source, sourcePort, destination, destinationPort)
                : new Connection(protocol, destination, destinationPort, source, sourcePort);
    }

    private int version() {
        return (int) (rest >>> VERSION_SHIFT) & 7;
    }

    /** Such as {@code tcp 10.0.0.2:5000 > 192.0.2.7:443}; what the ledger and reports print. */
    @Override
    public String toString() {
        int version = version();
        if (version == 0) {
            String type = String.format(Locale.ROOT, "0x%04x", rest & 0xFFFF);
            return srcLow == -1 ? type : type + " " + new MacAddress(srcLow) + " > " + new MacAddress(dstLow);
        }
        int protocol = (int) (rest >>> PROTOCOL_SHIFT) & 0xFF;
        return IpProtocols.nameOf(protocol).toLowerCase(Locale.ROOT)
                + " "
                + end(version, srcHigh, srcLow, (int) (rest >>> SRC_PORT_SHIFT) & 0xFFFF)
                + " > "
                + end(version, dstHigh, dstLow, (int) rest & 0xFFFF);
    }

    private static String end(int version, long high, long low, int port) {
        String address = new IpAddress(version, high, low).toString();
        if (port == 0) {
            return address;
        }
        return (version == 6 ? "[" + address + "]" : address) + ":" + port;
    }
}
