package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.packet.PacketHeaders;

/**
 * The fields of a packet that classifiers look at. Mutable, reused for each packet, not thread-safe; allocates nothing.
 *
 * <p>Packets of different direction or IP version go different ways, and each way has a classifier of its own. Of packets that are not IP the EtherType counts,
 * in the place of the destination port.
 */
public final class PacketKey {
    /** How many ways there are. */
    static final int WAYS = 6;
    /** In the place of a port where there is none. */
    static final int NO_PORT = 1 << 16;

    int way;
    /** The upper 64 bits of an IPv6 address, or an IPv4 address in the upper 32. */
    long source;

    long destination;
    /** The lower 64 bits of an IPv6 address; else 0. */
    long sourceLow;

    long destinationLow;
    int sourcePort;
    int destinationPort;
    int protocol;

    /** Creates a key of no packet. */
    public PacketKey() {}

    static int way(Direction direction, int ipVersion) {
        return direction.ordinal() * (WAYS / 2) + (ipVersion >> 1 & 1) + (ipVersion >> 2 & 1);
    }

    static Direction directionOf(int way) {
        return way < WAYS / 2 ? Direction.values()[0] : Direction.values()[1];
    }

    /** The IP version of packets that go a way, or 0. */
    static int versionOf(int way) {
        int rest = way % (WAYS / 2);
        return rest == 0 ? 0 : 2 * rest + 2;
    }

    /**
     * Takes the key from a packet.
     *
     * @param headers its decoded headers
     * @param direction its direction
     */
    public void set(PacketHeaders headers, Direction direction) {
        int version = headers.ipVersion;
        way = way(direction, version);
        boolean wide = version == 6;
        source = wide ? headers.srcHigh : headers.srcLow << 32;
        destination = wide ? headers.dstHigh : headers.dstLow << 32;
        sourceLow = wide ? headers.srcLow : 0;
        destinationLow = wide ? headers.dstLow : 0;
        boolean ports = headers.hasPorts;
        sourcePort = ports ? headers.srcPort : NO_PORT;
        destinationPort = ports ? headers.dstPort : version == 0 ? headers.ethProto : NO_PORT;
        protocol = Math.max(headers.ipProto, 0);
    }
}
