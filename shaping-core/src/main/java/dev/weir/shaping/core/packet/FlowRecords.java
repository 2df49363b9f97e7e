package dev.weir.shaping.core.packet;

import java.util.Arrays;

/**
 * What is remembered of each flow, in a record of 128 bytes behind its number: key, incarnation, packets in flight and totals.
 *
 * <p>Not thread-safe. Allocates only while it grows to a new peak.
 */
public abstract class FlowRecords {
    /*
     * Records lie in segments that never move. The first eight fields of a record find a flow, the other eight follow its packets: what leaves touches
     * one line less than what enters.
     */
    static final int SRC_HIGH = 0;
    static final int SRC_LOW = 1;
    static final int DST_HIGH = 2;
    static final int DST_LOW = 3;
    static final int REST = 4;
    static final int LAST_SEEN = 5;
    static final int RECENT = 6;
    static final int ORDINAL = 7;
    static final int HASH = 8;
    static final int INCARNATION = 9;
    static final int IN_FLIGHT = 10;
    static final int PACKETS_IN = 11;
    static final int BYTES_IN = 12;
    static final int PACKETS_OUT = 13;
    static final int BYTES_OUT = 14;
    static final int DELAY_SUM = 15;

    private static final int SEGMENT_SHIFT = 9;
    private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;
    private static final int STRIDE = 16;

    private long[][] segments = new long[4][];
    private int entries;

    FlowRecords() {}

    final long field(int flow, int field) {
        return segments[flow >>> SEGMENT_SHIFT][(flow & SEGMENT_MASK) * STRIDE + field];
    }

    final void field(int flow, int field, long value) {
        segments[flow >>> SEGMENT_SHIFT][(flow & SEGMENT_MASK) * STRIDE + field] = value;
    }

    final void add(int flow, int field, long amount) {
        segments[flow >>> SEGMENT_SHIFT][(flow & SEGMENT_MASK) * STRIDE + field] += amount;
    }

    final boolean matches(int flow, FlowKey key) {
        long[] segment = segments[flow >>> SEGMENT_SHIFT];
        int base = (flow & SEGMENT_MASK) * STRIDE;
        return segment[base + SRC_LOW] == key.srcLow
                && segment[base + DST_LOW] == key.dstLow
                && segment[base + REST] == key.rest
                && segment[base + SRC_HIGH] == key.srcHigh
                && segment[base + DST_HIGH] == key.dstHigh;
    }

    /** Makes room for one more record, and gives its number. */
    final int append() {
        int segment = entries >>> SEGMENT_SHIFT;
        if (segment == segments.length) {
            segments = Arrays.copyOf(segments, segment * 2);
        }
        if (segments[segment] == null) {
            segments[segment] = new long[STRIDE << SEGMENT_SHIFT];
        }
        return entries++;
    }

    /** Starts a record over. */
    final void fill(int flow, FlowKey key, long hash, long nowNanos) {
        long[] segment = segments[flow >>> SEGMENT_SHIFT];
        int base = (flow & SEGMENT_MASK) * STRIDE;
        Arrays.fill(segment, base, base + STRIDE, 0L);
        segment[base + SRC_HIGH] = key.srcHigh;
        segment[base + SRC_LOW] = key.srcLow;
        segment[base + DST_HIGH] = key.dstHigh;
        segment[base + DST_LOW] = key.dstLow;
        segment[base + REST] = key.rest;
        segment[base + HASH] = hash;
        segment[base + LAST_SEEN] = nowNanos;
        segment[base + RECENT] = 1;
    }

    /**
     * Counts a packet that entered.
     *
     * @param flow the flow
     * @param length its length in bytes
     */
    public final void countIn(int flow, int length) {
        long[] segment = segments[flow >>> SEGMENT_SHIFT];
        int base = (flow & SEGMENT_MASK) * STRIDE;
        segment[base + PACKETS_IN]++;
        segment[base + BYTES_IN] += length;
    }

    /**
     * Counts a packet that was released.
     *
     * @param flow the flow
     * @param length its length in bytes
     * @param delayNanos how long it was held
     */
    public final void countOut(int flow, int length, long delayNanos) {
        long[] segment = segments[flow >>> SEGMENT_SHIFT];
        int base = (flow & SEGMENT_MASK) * STRIDE;
        segment[base + PACKETS_OUT]++;
        segment[base + BYTES_OUT] += length;
        segment[base + DELAY_SUM] += delayNanos;
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
        return field(flow, INCARNATION);
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
     * The flows in the table; their numbers are 0 to this.
     *
     * @return 0 or more
     */
    public final int size() {
        return entries;
    }
}
