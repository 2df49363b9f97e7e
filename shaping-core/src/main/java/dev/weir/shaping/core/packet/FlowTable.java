package dev.weir.shaping.core.packet;

import dev.weir.shaping.IpProtocols;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The flows an engine has seen, each behind an int: its key, incarnation, packet count, packets in flight and totals.
 *
 * <p>One thread writes, any other may read what {@link FlowReader} shows. Allocates only while it grows to a new peak; bounded in flows. A flow number stays the same while the flow is
 * in the table.
 */
public final class FlowTable extends FlowRecords {
    /*
     * Idle expiry: a flow that comes back after its idle time with nothing in flight starts a new incarnation, whose draws differ
     * from the old one's. When the table is full, a clock hand [1] looks for an entry without packets in flight that was not used
     * since the hand last passed; what it evicts is counted, because a flow that comes back after that starts over at incarnation 0.
     *
     * A packet was overtaken if one with a greater number left before it [2]. The greatest number is kept only while it can matter: a flow that leaves
     * itself with nothing in flight need not remember it, as whatever comes has a greater number still.
     *
     * [1] Corbato, A Paging Experiment with the Multics System, 1968.
     * [2] RFC 4737, Packet Reordering Metrics, 3.3: Type-P-Reordered.
     */
    /** No flow. */
    public static final int NONE = -1;

    private static final long TCP_IDLE_NANOS = 300_000_000_000L;
    private static final long OTHER_IDLE_NANOS = 60_000_000_000L;

    private static final VarHandle ATTRIBUTES = MethodHandles.arrayElementVarHandle(Object[].class);

    private final int maxFlows;
    private final FlowListener listener;
    private final FlowIndex index = new FlowIndex(this);
    private volatile @Nullable Object[] attributes = new Object[0];
    private int busyFlows;
    private int hand;
    private final long[] evictions = new long[1];

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
        int flow = index.find(key, hash);
        return flow == NONE ? start(key, hash, nowNanos) : seen(flow, nowNanos);
    }

    private int seen(int flow, long nowNanos) {
        if (inFlight(flow) == 0 && nowNanos - field(flow, LAST_SEEN) > idleNanos(field(flow, REST))) {
            end(flow);
            field(flow, LIFE, field(flow, LIFE) + (1L << 32));
            field(flow, ORDINAL, 0);
        }
        field(flow, LAST_SEEN, nowNanos);
        long decided = field(flow, DECIDED);
        if ((decided & 1) == 0) {
            field(flow, DECIDED, decided | 1);
        }
        return flow;
    }

    private long inFlight(int flow) {
        return field(flow, LIFE) & IN_FLIGHT_MASK;
    }

    static long idleNanos(long rest) {
        boolean tcp = (rest >>> 32 & 0xFF) == IpProtocols.TCP;
        return tcp ? TCP_IDLE_NANOS : OTHER_IDLE_NANOS;
    }

    private void end(int flow) {
        listener.ended(flow);
        if (flow < attributes.length) {
            ATTRIBUTES.setRelease(attributes, flow, null);
        }
    }

    private int start(FlowKey key, long hash, long nowNanos) {
        int flow = index.size() < maxFlows ? append() : evict();
        if (flow == NONE) {
            return NONE;
        }
        fill(flow, key, hash, nowNanos);
        index.add(flow);
        return flow;
    }

    private int evict() {
        int entries = size();
        if (busyFlows == entries) {
            return NONE;
        }
        for (int step = 0; step < 2 * entries; step++) {
            int flow = hand;
            hand = hand + 1 == entries ? 0 : hand + 1;
            if (inFlight(flow) == 0) {
                if ((field(flow, DECIDED) & 1) == 0) {
                    remove(flow);
                    return flow;
                }
                field(flow, DECIDED, field(flow, DECIDED) & ~1L);
            }
        }
        return NONE;
    }

    private void remove(int flow) {
        end(flow);
        Cells.add(evictions, 0, 1);
        index.remove(flow);
    }

    /**
     * Takes a packet into the flow and gives it its number.
     *
     * @param flow the flow
     * @return the packet's number in this incarnation, from 0
     */
    public long arrive(int flow) {
        if (inFlight(flow) == 0) {
            busyFlows++;
        }
        field(flow, LIFE, field(flow, LIFE) + 1);
        long ordinal = field(flow, ORDINAL);
        field(flow, ORDINAL, ordinal + 1);
        return ordinal & Long.MAX_VALUE;
    }

    /**
     * Takes a copy of a packet that is in flight into the flow; it has the packet's number.
     *
     * @param flow the flow
     */
    public void join(int flow) {
        field(flow, LIFE, field(flow, LIFE) + 1);
    }

    /**
     * Whether nobody needs to look into packets of the flow's incarnation any more.
     *
     * @param flow the flow
     * @return false until {@link #settle}
     */
    public boolean settled(int flow) {
        return field(flow, ORDINAL) < 0;
    }

    /**
     * Says that nobody needs to look into packets of the flow's incarnation any more.
     *
     * @param flow the flow
     */
    public void settle(int flow) {
        field(flow, ORDINAL, field(flow, ORDINAL) | Long.MIN_VALUE);
    }

    /**
     * Whether a packet that is released was overtaken by one of its flow. To be asked of each packet that is released, before it leaves the flow.
     *
     * @param flow the flow
     * @param number the packet's number, 1 or more, in the order of arrival of all packets
     * @return true if one with a greater number was released before
     */
    public boolean overtaken(int flow, long number) {
        long life = field(flow, LIFE);
        if ((life & (LATEST_KEPT | IN_FLIGHT_MASK)) == 1) {
            return false;
        }
        long[] cells = rates(flow);
        int place = rateBase(flow) + LATEST_OUT;
        boolean overtaken = (life & LATEST_KEPT) != 0 && number < cells[place];
        if (!overtaken) {
            Cells.set(cells, place, number);
        }
        boolean last = (life & IN_FLIGHT_MASK) == 1;
        field(flow, LIFE, last ? life & ~LATEST_KEPT : life | LATEST_KEPT);
        return overtaken;
    }

    /**
     * Takes a packet out of the flow again.
     *
     * @param flow the flow
     */
    public void leave(int flow) {
        field(flow, LIFE, field(flow, LIFE) - 1);
        if (inFlight(flow) == 0) {
            busyFlows--;
        }
    }

    /**
     * What was kept for the flow's incarnation by {@link #attributes(int, Object)}.
     *
     * @param flow the flow
     * @return the object, or null
     */
    public @Nullable Object attributes(int flow) {
        Object[] kept = attributes;
        return flow < kept.length ? ATTRIBUTES.getAcquire(kept, flow) : null;
    }

    /**
     * Keeps an object for the rest of the flow's incarnation.
     *
     * @param flow the flow
     * @param value the object
     */
    public void attributes(int flow, Object value) {
        if (flow >= attributes.length) {
            attributes = Arrays.copyOf(attributes, Math.max(flow + 1, Math.min(maxFlows, 2 * size())));
        }
        ATTRIBUTES.setRelease(attributes, flow, value);
    }

    /**
     * Flows pushed out by the bound. Any thread may ask.
     *
     * @return 0 or more
     */
    public long evictions() {
        return Cells.get(evictions, 0);
    }
}
