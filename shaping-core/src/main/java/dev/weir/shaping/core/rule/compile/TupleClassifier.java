package dev.weir.shaping.core.rule.compile;

/** Finds the boxes that contain a packet, least number first. Immutable, thread-safe; a look-up allocates nothing. */
final class TupleClassifier {
    /*
     * A tuple space [1] with merged tuples [2]: a table holds the boxes that are alike in how many leading bits of each field are fixed, or have more of
     * them fixed, hashed by the bits that all of the table have fixed. So that few tables are looked into, a map for each address tells the set of tables that have
     * something for it [3]; only tables in both sets matter. Tables are in the order of their least numbers, and a search ends at the first table that cannot
     * have anything less than what was found.
     *
     * A bucket is a run of records of eight longs, one cache line; records of IPv6 boxes have four longs more. The hash needs no proof of equality, because
     * a record has all bounds of its box.
     *
     * [1] Srinivasan, Suri, Varghese: Packet classification using tuple space search. SIGCOMM 1999. Pruning by field is from there.
     * [2] Daly et al.: TupleMerge, fast software packet processing for online packet classification. IEEE/ACM ToN 2019.
     * [3] Baboescu, Varghese: Scalable packet classification. SIGCOMM 2001, for sets as bit vectors.
     */
    static final int NONE = Integer.MAX_VALUE;

    static final int MASKS = 5;
    static final int STRIDE = 8;
    static final int WIDE_STRIDE = 12;

    private static final int PORT_BITS = 17;
    private static final int LAST = 1 << 16;

    private final boolean wide;
    private final int stride;
    private final int words;
    private final IntervalMap sources;
    private final IntervalMap destinations;
    private final long[] sets;
    private final int[] least;
    private final int[] most;
    private final long[] masks;
    private final int[] slotBases;
    private final int[] shifts;
    private final int[] slots;
    private final long[] records;

    TupleClassifier(TupleBuilder built) {
        wide = built.wide;
        stride = wide ? WIDE_STRIDE : STRIDE;
        words = built.words;
        sources = built.sources;
        destinations = built.destinations;
        sets = built.sets();
        least = built.least;
        most = built.most;
        masks = built.masks;
        slotBases = built.slotBases;
        shifts = built.shifts;
        slots = built.slots;
        records = built.records;
    }

    static long rest(long protocol, long sourcePort, long destinationPort) {
        return protocol << 2 * PORT_BITS | sourcePort << PORT_BITS | destinationPort;
    }

    /** A number for the fields' fixed bits, of which the upper bits are to be used. */
    static long hash(long source, long destination, long rest, long lows) {
        long mixed = source * 0x9E37_79B9_7F4A_7C15L
                + Long.rotateLeft(destination * 0xC2B2_AE3D_27D4_EB4FL, 31)
                + rest * 0x1656_67B1_9E37_79F9L
                + lows;
        mixed = (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L;
        return mixed ^ mixed >>> 32;
    }

    static long lows(long source, long destination) {
        return Long.rotateLeft(source * 0xD6E8_FEB8_6659_FD93L, 17) + destination * 0xA076_1D64_78BD_642FL;
    }

    /**
     * The least number of a box that contains a packet.
     *
     * @param key the packet
     * @param after only numbers above this count
     * @return the number, or {@link #NONE}
     */
    int next(PacketKey key, int after) {
        int best = NONE;
        int sourceSet = sources.value(key.source) * words;
        int destinationSet = destinations.value(key.destination) * words;
        long rest = rest(key.protocol, key.sourcePort, key.destinationPort);
        for (int word = 0; word < words; word++) {
            long tables = sets[sourceSet + word] & sets[destinationSet + word];
            while (tables != 0) {
                int table = (word << 6) + Long.numberOfTrailingZeros(tables);
                if (least[table] >= best) {
                    return best;
                }
                if (most[table] > after) {
                    int record = slots[slotBases[table] + slot(key, rest, table)];
                    if (record >= 0) {
                        best = search(key, record, after, best);
                    }
                }
                tables &= tables - 1;
            }
        }
        return best;
    }

    private int slot(PacketKey key, long rest, int table) {
        int mask = table * MASKS;
        long lows = wide ? lows(key.sourceLow & masks[mask + 3], key.destinationLow & masks[mask + 4]) : 0;
        return (int) (hash(key.source & masks[mask], key.destination & masks[mask + 1], rest & masks[mask + 2], lows)
                >>> shifts[table]);
    }

    private int search(PacketKey key, int first, int after, int best) {
        int record = first * stride;
        while (true) {
            long head = records[record];
            int number = (int) (head >>> 32);
            if (number >= best) {
                return best;
            }
            if (number > after && contains(key, record, head)) {
                return number;
            }
            if ((head & LAST) != 0) {
                return best;
            }
            record += stride;
        }
    }

    private boolean contains(PacketKey key, int record, long head) {
        return within(key.source, record + 1)
                && within(key.destination, record + 3)
                && within(key.sourcePort, records[record + 5])
                && within(key.destinationPort, records[record + 6])
                && key.protocol - ((int) head >>> 8 & 0xFF) + 0x8000_0000 <= ((int) head & 0xFF) + 0x8000_0000
                && (!wide || within(key.sourceLow, record + 8) && within(key.destinationLow, record + 10));
    }

    private boolean within(long value, int at) {
        return Long.compareUnsigned(value - records[at], records[at + 1]) <= 0;
    }

    private static boolean within(int port, long range) {
        return Integer.compareUnsigned(port - (int) (range >>> 32), (int) range) <= 0;
    }

    /** Writes a box as a record: number, last-of-bucket mark, protocol; then start and length of the other ranges. */
    static void record(long[] records, int at, int number, Box box, boolean last, boolean wide) {
        records[at] = (long) number << 32
                | (last ? LAST : 0)
                | box.from(Box.PROTOCOL) << 8
                | box.to(Box.PROTOCOL) - box.from(Box.PROTOCOL);
        range(records, at + 1, box, Box.SOURCE);
        range(records, at + 3, box, Box.DESTINATION);
        records[at + 5] = ports(box, Box.SOURCE_PORT);
        records[at + 6] = ports(box, Box.DESTINATION_PORT);
        if (wide) {
            range(records, at + 8, box, Box.SOURCE_LOW);
            range(records, at + 10, box, Box.DESTINATION_LOW);
        }
    }

    private static void range(long[] records, int at, Box box, int field) {
        records[at] = box.from(field);
        records[at + 1] = box.to(field) - box.from(field);
    }

    private static long ports(Box box, int field) {
        return box.from(field) << 32 | box.to(field) - box.from(field);
    }

    /** Bytes of memory, near enough. */
    long bytes() {
        return 8L * (sets.length + masks.length + records.length)
                + 4L * (slots.length + 4L * least.length)
                + sources.bytes()
                + destinations.bytes();
    }
}
