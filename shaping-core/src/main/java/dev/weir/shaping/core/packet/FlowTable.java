package dev.weir.shaping.core.packet;

import dev.weir.shaping.IpProtocols;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The flows an engine has seen, each behind an int: its key, incarnation, packet count, packets in flight and totals.
 *
 * <p>Not thread-safe. Allocates only while it grows to a new peak; bounded in flows. A flow number stays the same while the flow is
 * in the table.
 */
public final class FlowTable {
    /*
     * Entries lie in segments that never move; an open-addressing index of entry numbers with linear probing and backward-shift
     * deletion finds them. The index doubles at half load.
     *
     * Idle expiry: a flow that comes back after its idle time with nothing in flight starts a new incarnation, whose draws differ
     * from the old one's. When the table is full, a clock hand [1] looks for an entry without packets in flight that was not used
     * since the hand last passed; what it evicts is counted, because a flow that comes back after that starts over at incarnation 0.
     *
     * The first eight fields of an entry find a flow, the other eight follow its packets: what leaves touches one line less than what enters.
     *
     * [1] Corbato, A Paging Experiment with the Multics System, 1968.
     */
    /** No flow. */
    public static final int NONE = -1;

    private static final long TCP_IDLE_NANOS = 300_000_000_000L;
    private static final long OTHER_IDLE_NANOS = 60_000_000_000L;

    private static final int SEGMENT_SHIFT = 9;
    private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;
    private static final int STRIDE = 16;

    private static final int SRC_HIGH = 0;
    private static final int SRC_LOW = 1;
    private static final int DST_HIGH = 2;
    private static final int DST_LOW = 3;
    private static final int REST = 4;
    private static final int LAST_SEEN = 5;
    private static final int RECENT = 6;
    private static final int ORDINAL = 7;
    private static final int HASH = 8;
    private static final int INCARNATION = 9;
    private static final int IN_FLIGHT = 10;
    private static final int PACKETS_IN = 11;
    private static final int BYTES_IN = 12;
    private static final int PACKETS_OUT = 13;
    private static final int BYTES_OUT = 14;
    private static final int DELAY_SUM = 15;

    private final int maxFlows;
    private final FlowListener listener;
    private int[] index;
    private int indexMask;
    private long[][] segments = new long[4][];
    private @Nullable Object[] attributes = new Object[0];
    private int entries;
    private int flows;
    private int busyFlows;
    private int hand;
    private long evictions;

    /** Hears of flows that end, so that what hangs on them can go too. */
    public interface FlowListener {
        /**
         * A flow's incarnation ended; nothing of it is in flight.
         *
         * @param flow the flow
         */
        void ended(int flow);
    }

    /**
     * A table with a bound.
     *
     * @param maxFlows the most flows it keeps, at least 1
     * @param listener hears of flows that end
     */
    public FlowTable(int maxFlows, FlowListener listener) {
        if (maxFlows < 1) {
            throw new IllegalArgumentException("flows must be at least 1: " + maxFlows);
        }
        this.maxFlows = maxFlows;
        this.listener = listener;
        index = newIndex(1024);
        indexMask = index.length - 1;
    }

    private static int[] newIndex(int size) {
        int[] slots = new int[size];
        Arrays.fill(slots, NONE);
        return slots;
    }

    private long field(int flow, int field) {
        return segments[flow >>> SEGMENT_SHIFT][(flow & SEGMENT_MASK) * STRIDE + field];
    }

    private void field(int flow, int field, long value) {
        segments[flow >>> SEGMENT_SHIFT][(flow & SEGMENT_MASK) * STRIDE + field] = value;
    }

    private void add(int flow, int field, long amount) {
        segments[flow >>> SEGMENT_SHIFT][(flow & SEGMENT_MASK) * STRIDE + field] += amount;
    }

    /**
     * Finds a packet's flow, or starts it.
     *
     * @param key the packet's key
     * @param nowNanos logical time
     * @return the flow, or {@link #NONE} if the table is full of flows with packets in flight
     */
    public int enter(FlowKey key, long nowNanos) {
        long hash = key.hash();
        int slot = (int) hash & indexMask;
        for (int flow = index[slot]; flow != NONE; flow = index[slot]) {
            if (matches(flow, key)) {
                return seen(flow, nowNanos);
            }
            slot = slot + 1 & indexMask;
        }
        return start(key, hash, nowNanos);
    }

    private boolean matches(int flow, FlowKey key) {
        long[] segment = segments[flow >>> SEGMENT_SHIFT];
        int base = (flow & SEGMENT_MASK) * STRIDE;
        return segment[base + SRC_LOW] == key.srcLow
                && segment[base + DST_LOW] == key.dstLow
                && segment[base + REST] == key.rest
                && segment[base + SRC_HIGH] == key.srcHigh
                && segment[base + DST_HIGH] == key.dstHigh;
    }

    private int seen(int flow, long nowNanos) {
        if (field(flow, IN_FLIGHT) == 0 && nowNanos - field(flow, LAST_SEEN) > idleNanos(flow)) {
            end(flow);
            add(flow, INCARNATION, 1);
            field(flow, ORDINAL, 0);
        }
        field(flow, LAST_SEEN, nowNanos);
        field(flow, RECENT, 1);
        return flow;
    }

    private long idleNanos(int flow) {
        boolean tcp = (field(flow, REST) >>> 32 & 0xFF) == IpProtocols.TCP;
        return tcp ? TCP_IDLE_NANOS : OTHER_IDLE_NANOS;
    }

    private void end(int flow) {
        listener.ended(flow);
        if (flow < attributes.length) {
            attributes[flow] = null;
        }
    }

    private int start(FlowKey key, long hash, long nowNanos) {
        int flow = flows < maxFlows ? entries : evict();
        if (flow == NONE) {
            return NONE;
        }
        if (flow == entries) {
            grow();
            entries++;
        }
        flows++;
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
        if (flows * 2 > index.length) {
            rehash();
        } else {
            insert(flow, hash);
        }
        return flow;
    }

    private void grow() {
        int segment = entries >>> SEGMENT_SHIFT;
        if (segment == segments.length) {
            segments = Arrays.copyOf(segments, segment * 2);
        }
        if (segments[segment] == null) {
            segments[segment] = new long[STRIDE << SEGMENT_SHIFT];
        }
    }

    private void rehash() {
        index = newIndex(index.length * 2);
        indexMask = index.length - 1;
        for (int flow = 0; flow < entries; flow++) {
            insert(flow, field(flow, HASH));
        }
    }

    private void insert(int flow, long hash) {
        int slot = (int) hash & indexMask;
        while (index[slot] != NONE) {
            slot = slot + 1 & indexMask;
        }
        index[slot] = flow;
    }

    private int evict() {
        if (busyFlows == entries) {
            return NONE;
        }
        for (int step = 0; step < 2 * entries; step++) {
            int flow = hand;
            hand = hand + 1 == entries ? 0 : hand + 1;
            if (field(flow, IN_FLIGHT) == 0) {
                if (field(flow, RECENT) == 0) {
                    remove(flow);
                    return flow;
                }
                field(flow, RECENT, 0);
            }
        }
        return NONE;
    }

    private void remove(int flow) {
        end(flow);
        evictions++;
        flows--;
        int hole = (int) field(flow, HASH) & indexMask;
        while (index[hole] != flow) {
            hole = hole + 1 & indexMask;
        }
        index[hole] = NONE;
        for (int slot = hole + 1 & indexMask; index[slot] != NONE; slot = slot + 1 & indexMask) {
            int home = (int) field(index[slot], HASH) & indexMask;
            if ((slot - home & indexMask) >= (slot - hole & indexMask)) {
                index[hole] = index[slot];
                index[slot] = NONE;
                hole = slot;
            }
        }
    }

    /**
     * Takes a packet into the flow and gives it its number.
     *
     * @param flow the flow
     * @return the packet's number in this incarnation, from 0
     */
    public long arrive(int flow) {
        long[] segment = segments[flow >>> SEGMENT_SHIFT];
        int base = (flow & SEGMENT_MASK) * STRIDE;
        if (segment[base + IN_FLIGHT]++ == 0) {
            busyFlows++;
        }
        return segment[base + ORDINAL]++;
    }

    /**
     * Takes a packet out of the flow again.
     *
     * @param flow the flow
     */
    public void leave(int flow) {
        add(flow, IN_FLIGHT, -1);
        if (field(flow, IN_FLIGHT) == 0) {
            busyFlows--;
        }
    }

    /**
     * Counts a packet that entered.
     *
     * @param flow the flow
     * @param length its length in bytes
     */
    public void countIn(int flow, int length) {
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
    public void countOut(int flow, int length, long delayNanos) {
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
    public long hash(int flow) {
        return field(flow, HASH);
    }

    /**
     * How often the flow started over after being idle.
     *
     * @param flow the flow
     * @return 0 or more
     */
    public long incarnation(int flow) {
        return field(flow, INCARNATION);
    }

    /**
     * Packets that entered.
     *
     * @param flow the flow
     * @return 1 or more
     */
    public long packetsIn(int flow) {
        return field(flow, PACKETS_IN);
    }

    /**
     * Bytes that entered.
     *
     * @param flow the flow
     * @return 0 or more
     */
    public long bytesIn(int flow) {
        return field(flow, BYTES_IN);
    }

    /**
     * Packets that were released.
     *
     * @param flow the flow
     * @return 0 or more
     */
    public long packetsOut(int flow) {
        return field(flow, PACKETS_OUT);
    }

    /**
     * Bytes that were released.
     *
     * @param flow the flow
     * @return 0 or more
     */
    public long bytesOut(int flow) {
        return field(flow, BYTES_OUT);
    }

    /**
     * The time its released packets were held, together.
     *
     * @param flow the flow
     * @return nanoseconds
     */
    public long delaySumNanos(int flow) {
        return field(flow, DELAY_SUM);
    }

    /**
     * The flow's key. Allocates.
     *
     * @param flow the flow
     * @return a new key
     */
    public FlowKey key(int flow) {
        FlowKey key = new FlowKey();
        key.srcHigh = field(flow, SRC_HIGH);
        key.srcLow = field(flow, SRC_LOW);
        key.dstHigh = field(flow, DST_HIGH);
        key.dstLow = field(flow, DST_LOW);
        key.rest = field(flow, REST);
        return key;
    }

    /**
     * What was kept for the flow's incarnation by {@link #attributes(int, Object)}.
     *
     * @param flow the flow
     * @return the object, or null
     */
    public @Nullable Object attributes(int flow) {
        return flow < attributes.length ? attributes[flow] : null;
    }

    /**
     * Keeps an object for the rest of the flow's incarnation.
     *
     * @param flow the flow
     * @param value the object
     */
    public void attributes(int flow, Object value) {
        if (flow >= attributes.length) {
            attributes = Arrays.copyOf(attributes, Math.max(flow + 1, Math.min(maxFlows, 2 * entries)));
        }
        attributes[flow] = value;
    }

    /**
     * The flows in the table; their numbers are 0 to this.
     *
     * @return 0 or more
     */
    public int size() {
        return entries;
    }

    /**
     * Flows pushed out by the bound.
     *
     * @return 0 or more
     */
    public long evictions() {
        return evictions;
    }
}
