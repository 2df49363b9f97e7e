package dev.weir.shaping.lookup.mmdb;

import dev.weir.shaping.IpAddress;
import java.nio.ByteBuffer;

/**
 * The binary tree of a file: each node has a record for bit 0 and one for bit 1, which leads to a node, to nothing, or to data. Immutable and thread-safe; a
 * search allocates nothing and takes at most 128 steps.
 */
final class SearchTree {
    /** No data. */
    static final int NOTHING = -1;

    /** Zero bytes between tree and data; records count them. */
    static final int SEPARATOR = 16;

    private final ByteBuffer file;
    private final long nodes;
    private final int recordBits;
    private final boolean ipv6;
    private final int dataLength;
    private final long ipv4Root;

    SearchTree(ByteBuffer file, long nodes, int recordBits, int ipVersion, int dataLength) {
        this.file = file;
        this.nodes = nodes;
        this.recordBits = recordBits;
        this.dataLength = dataLength;
        ipv6 = ipVersion == 6;
        ipv4Root = ipv6 ? descend(0, 0, 96) : 0;
    }

    /** The place of an address's data in the data section, or {@link #NOTHING}. */
    int find(IpAddress address) {
        if (address.version() == 6) {
            return ipv6 ? data(descend(descend(0, address.high(), 64), address.low(), 64)) : NOTHING;
        }
        return data(descend(ipv4Root, address.low() << 32, 32));
    }

    /** Follows bits, from the highest on and then zeros, until their number is up or the record is no node. */
    private long descend(long from, long bits, int count) {
        long record = from;
        for (int i = 0; i < count && record < nodes; i++) {
            record = record(record, i < 64 ? (int) (bits >>> 63 - i) & 1 : 0);
        }
        return record;
    }

    private int data(long record) {
        if (record == nodes) {
            return NOTHING;
        }
        long at = record - nodes - SEPARATOR;
        if (at < 0 || at >= dataLength) {
            throw new MmdbFormatException("search tree of " + nodes + " nodes and " + dataLength
                    + " bytes of data: the last record of an address is " + record);
        }
        return (int) at;
    }

    private long record(long node, int side) {
        return switch (recordBits) {
            case 24 -> number((int) node * 6 + 3 * side, 3);
            case 28 -> record28((int) node * 7, side);
            default -> number((int) node * 8 + 4 * side, 4);
        };
    }

    /** The byte in the middle holds the highest four bits of both records. */
    private long record28(int at, int side) {
        int middle = file.get(at + 3) & 0xFF;
        return side == 0 ? (long) (middle >>> 4) << 24 | number(at, 3) : (middle & 15L) << 24 | number(at + 4, 3);
    }

    private long number(int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value << 8 | file.get(i) & 0xFF;
        }
        return value;
    }
}
