package dev.weir.shaping.core.packet;

import java.util.Arrays;

/**
 * What is remembered of each flow, in a record of 128 bytes behind its number: key, incarnation, packets in flight and totals; and in another of 32
 * bytes, what is needed once a second at most, and of a flow that has several packets in flight.
 *
 * <p>One thread writes. Any other may read through {@link FlowReader}; neither waits for a lock. Allocates only while it grows to a new peak.
 */
public abstract class FlowRecords {
    /*
     * Records lie in segments that never move. The first eight fields of a record find a flow, the other eight follow its packets: what leaves touches
     * one line less than what enters.
     *
     * The stamp holds a version, odd while the record is being written to [1], and the second in which a packet of the flow last left. A reader copies a
     * record and looks at the stamp again. Whoever writes one field alone need not touch the stamp.
     *
     * The rate of a flow takes two fields more, kept apart, because they change once a second: what had left when that second began, and what left in the
     * second before.
     *
     * [1] Boehm: Can seqlocks get along with programming language memory models? MSPC 2012.
     */
    static final int SRC_HIGH = 0;
    static final int SRC_LOW = 1;
    static final int DST_HIGH = 2;
    static final int DST_LOW = 3;
    static final int REST = 4;
    static final int LAST_SEEN = 5;
    /** What was decided last, and in bit 0 whether the flow was used since the clock hand passed. */
    static final int DECIDED = 6;

    /** The number of the next packet of this incarnation, and in bit 63 whether nobody needs to look into its packets. */
    static final int ORDINAL = 7;

    static final int HASH = 8;
    static final int STAMP = 9;
    /** The incarnation in the upper half, the packets in flight in the lower, and in bit 31 whether {@link #LATEST_OUT} is kept. */
    static final int LIFE = 10;

    static final int PACKETS_IN = 11;
    static final int BYTES_IN = 12;
    static final int PACKETS_OUT = 13;
    static final int BYTES_OUT = 14;
    static final int DELAY_SUM = 15;

    static final int FIRST_SEEN = 0;
    static final int SECOND_START = 1;
    static final int SECOND_BEFORE = 2;
    /** The greatest number of a packet that was released. */
    static final int LATEST_OUT = 3;

    static final long VERSION = 1L << 34;
    static final long SECOND_MASK = VERSION - 1;
    static final long IN_FLIGHT_MASK = 0x7FFF_FFFFL;
    static final long LATEST_KEPT = 0x8000_0000L;

    private static final int SEGMENT_SHIFT = 9;
    private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;
    private static final int STRIDE = 16;
    private static final int RATE_STRIDE = 4;

    private long[][] segments = new long[4][];
    private long[][] rates = new long[4][];
    private volatile Directory published = new Directory(segments, rates);
    private final long[] entries = new long[1];

    /** Where readers find the segments. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Directory(long[][] segments, long[][] rates) {
        long[] segment(int flow) {
            return segments[flow >>> SEGMENT_SHIFT];
        }

        long[] rates(int flow) {
            return rates[flow >>> SEGMENT_SHIFT];
        }
    }

    FlowRecords() {}

    final long[] segment(int flow) {
        return segments[flow >>> SEGMENT_SHIFT];
    }

    static int base(int flow) {
        return (flow & SEGMENT_MASK) * STRIDE;
    }

    final long[] rates(int flow) {
        return rates[flow >>> SEGMENT_SHIFT];
    }

    /** For any thread. */
    final Directory published() {
        return published;
    }

    static int rateBase(int flow) {
        return (flow & SEGMENT_MASK) * RATE_STRIDE;
    }

    final long field(int flow, int field) {
        return segment(flow)[base(flow) + field];
    }

    final void field(int flow, int field, long value) {
        Cells.set(segment(flow), base(flow) + field, value);
    }

    final boolean matches(int flow, FlowKey key) {
        long[] segment = segment(flow);
        int base = base(flow);
        return segment[base + SRC_LOW] == key.srcLow
                && segment[base + DST_LOW] == key.dstLow
                && segment[base + REST] == key.rest
                && segment[base + SRC_HIGH] == key.srcHigh
                && segment[base + DST_HIGH] == key.dstHigh;
    }

    /** Makes room for one more record, and gives its number; it is in the table once it is filled in. */
    final int append() {
        int entry = (int) entries[0];
        int segment = entry >>> SEGMENT_SHIFT;
        if (segment == segments.length) {
            rates = Arrays.copyOf(rates, segment * 2);
            segments = Arrays.copyOf(segments, segment * 2);
            published = new Directory(segments, rates);
        }
        if (segments[segment] == null) {
            rates[segment] = new long[RATE_STRIDE << SEGMENT_SHIFT];
            segments[segment] = new long[STRIDE << SEGMENT_SHIFT];
        }
        return entry;
    }

    /** Starts a record, or starts it over. */
    final void fill(int flow, FlowKey key, long hash, long nowNanos) {
        long[] segment = segment(flow);
        int base = base(flow);
        long stamp = segment[base + STAMP] & ~SECOND_MASK;
        Cells.set(segment, base + STAMP, stamp + VERSION);
        for (int field = 0; field < STRIDE; field++) {
            if (field != STAMP) {
                Cells.set(segment, base + field, 0);
            }
        }
        Cells.set(segment, base + SRC_HIGH, key.srcHigh);
        Cells.set(segment, base + SRC_LOW, key.srcLow);
        Cells.set(segment, base + DST_HIGH, key.dstHigh);
        Cells.set(segment, base + DST_LOW, key.dstLow);
        Cells.set(segment, base + REST, key.rest);
        Cells.set(segment, base + HASH, hash);
        Cells.set(segment, base + LAST_SEEN, nowNanos);
        Cells.set(segment, base + DECIDED, 1);
        rate(flow, nowNanos, 0, 0);
        Cells.set(segment, base + STAMP, stamp + 2 * VERSION);
        if (flow == entries[0]) {
            Cells.set(entries, 0, flow + 1L);
        }
    }

    private void rate(int flow, long firstSeenNanos, long secondStart, long secondBefore) {
        long[] cells = rates(flow);
        int base = rateBase(flow);
        Cells.set(cells, base + FIRST_SEEN, firstSeenNanos);
        Cells.set(cells, base + SECOND_START, secondStart);
        Cells.set(cells, base + SECOND_BEFORE, secondBefore);
    }

    /**
     * Counts a packet that entered.
     *
     * @param flow the flow
     * @param length its length in bytes
     */
    public final void countIn(int flow, int length) {
        long[] segment = segment(flow);
        int base = base(flow);
        long stamp = segment[base + STAMP];
        Cells.set(segment, base + STAMP, stamp + VERSION);
        Cells.add(segment, base + PACKETS_IN, 1);
        Cells.add(segment, base + BYTES_IN, length);
        Cells.set(segment, base + STAMP, stamp + 2 * VERSION);
    }

    /**
     * Counts a packet that was released.
     *
     * @param flow the flow
     * @param length its length in bytes
     * @param delayNanos how long it was held
     * @param second the second of now, counted from that of the start
     */
    public final void countOut(int flow, int length, long delayNanos, long second) {
        long[] segment = segment(flow);
        int base = base(flow);
        long stamp = segment[base + STAMP];
        long before = stamp & SECOND_MASK;
        Cells.set(segment, base + STAMP, stamp + VERSION);
        if (before != second) {
            long left = segment[base + BYTES_OUT];
            long[] cells = rates(flow);
            int rateBase = rateBase(flow);
            Cells.set(
                    cells, rateBase + SECOND_BEFORE, second == before + 1 ? left - cells[rateBase + SECOND_START] : 0);
            Cells.set(cells, rateBase + SECOND_START, left);
        }
        Cells.add(segment, base + PACKETS_OUT, 1);
        Cells.add(segment, base + BYTES_OUT, length);
        Cells.add(segment, base + DELAY_SUM, delayNanos);
        Cells.set(segment, base + STAMP, (stamp & ~SECOND_MASK) + 2 * VERSION | second);
    }

    /**
     * Keeps what was decided about the flow's latest packet.
     *
     * @param flow the flow
     * @param mark a number, 0 to 2^63 - 1; 0 for nothing
     */
    public final void decided(int flow, long mark) {
        long value = mark << 1 | 1;
        if (field(flow, DECIDED) != value) {
            field(flow, DECIDED, value);
        }
    }

    /**
     * A number that depends on the flow's key alone.
     *
     * @param flow the flow
     * @return the hash of the key
     */
    public final long hash(int flow) {
        return field(flow, HASH);
    }

    /**
     * How often the flow started over after being idle.
     *
     * @param flow the flow
     * @return 0 or more
     */
    public final long incarnation(int flow) {
        return field(flow, LIFE) >>> 32;
    }

    /**
     * Packets that entered.
     *
     * @param flow the flow
     * @return 1 or more
     */
    public final long packetsIn(int flow) {
        return field(flow, PACKETS_IN);
    }

    /**
     * Bytes that entered.
     *
     * @param flow the flow
     * @return 0 or more
     */
    public final long bytesIn(int flow) {
        return field(flow, BYTES_IN);
    }

    /**
     * Packets that were released.
     *
     * @param flow the flow
     * @return 0 or more
     */
    public final long packetsOut(int flow) {
        return field(flow, PACKETS_OUT);
    }

    /**
     * Bytes that were released.
     *
     * @param flow the flow
     * @return 0 or more
     */
    public final long bytesOut(int flow) {
        return field(flow, BYTES_OUT);
    }

    /**
     * The time its released packets were held, together.
     *
     * @param flow the flow
     * @return nanoseconds
     */
    public final long delaySumNanos(int flow) {
        return field(flow, DELAY_SUM);
    }

    /**
     * The flow's key. Allocates.
     *
     * @param flow the flow
     * @return a new key
     */
    public final FlowKey key(int flow) {
        FlowKey key = new FlowKey();
        key.srcHigh = field(flow, SRC_HIGH);
        key.srcLow = field(flow, SRC_LOW);
        key.dstHigh = field(flow, DST_HIGH);
        key.dstLow = field(flow, DST_LOW);
        key.rest = field(flow, REST);
        return key;
    }

    /**
     * The flows in the table; their numbers are 0 to this. Any thread may ask.
     *
     * @return 0 or more
     */
    public final int size() {
        return (int) Cells.get(entries, 0);
    }
}
