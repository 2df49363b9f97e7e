package dev.weir.shaping.core.packet;

import java.util.Arrays;

/**
 * State per flow and owner: one long for each pair of a flow and a stage that asked for it.
 *
 * <p>Not thread-safe. Allocates only while it grows to a new peak. A flow has one slot for each stage that keeps state for it, and
 * they are chained, because a flow meets few stages; a flow's slots go when the flow ends.
 */
public final class FlowSlots implements FlowTable.FlowListener {
    private static final int NONE = -1;

    private int[] heads = new int[0];
    private int[] owners = new int[64];
    private int[] chain = new int[64];
    private long[] values = new long[64];
    private int size;
    private int freeHead = NONE;

    /** Creates an empty table. */
    public FlowSlots() {}

    /**
     * The slot of a flow and an owner, made with a first value if it is new.
     *
     * @param flow the flow
     * @param owner the owner's number
     * @param first the value of a new slot
     * @return the slot, valid until the flow ends
     */
    public int slot(int flow, int owner, long first) {
        if (flow >= heads.length) {
            growHeads(flow);
        }
        for (int slot = heads[flow]; slot != NONE; slot = chain[slot]) {
            if (owners[slot] == owner) {
                return slot;
            }
        }
        int slot = take();
        owners[slot] = owner;
        values[slot] = first;
        chain[slot] = heads[flow];
        heads[flow] = slot;
        return slot;
    }

    /**
     * A slot's value.
     *
     * @param slot the slot
     * @return the value
     */
    public long value(int slot) {
        return values[slot];
    }

    /**
     * Sets a slot's value.
     *
     * @param slot the slot
     * @param value the value
     */
    public void value(int slot, long value) {
        values[slot] = value;
    }

    private void growHeads(int flow) {
        int old = heads.length;
        heads = Arrays.copyOf(heads, Math.max(flow + 1, Math.max(64, 2 * old)));
        Arrays.fill(heads, old, heads.length, NONE);
    }

    private int take() {
        if (freeHead != NONE) {
            int slot = freeHead;
            freeHead = chain[slot];
            return slot;
        }
        if (size == owners.length) {
            owners = Arrays.copyOf(owners, size * 2);
            chain = Arrays.copyOf(chain, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        return size++;
    }

    @Override
    public void ended(int flow) {
        if (flow >= heads.length) {
            return;
        }
        for (int slot = heads[flow]; slot != NONE; ) {
            int following = chain[slot];
            chain[slot] = freeHead;
            freeHead = slot;
            slot = following;
        }
        heads[flow] = NONE;
    }
}
