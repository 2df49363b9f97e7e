package dev.weir.shaping.core.packet;

import java.util.Arrays;

/**
 * State per flow and owner: some longs for each pair of a flow and an owner that asked for them.
 *
 * <p>Not thread-safe. Allocates only while it grows to a new peak. A flow has one slot for each long of an owner that keeps state for it, and
 * they are chained, because a flow meets few owners; a flow's slots go when the flow ends. Those of an owner that is no more go when
 * the flow meets another owner for the first time.
 */
public final class FlowSlots implements FlowTable.FlowListener {
    private static final int NONE = -1;

    /** A record: the owner and the next slot of the flow, then the value; next to each other, as they are read together. */
    private static final int STRIDE = 2;

    private int[] heads = new int[0];
    private long[] records = new long[64 * STRIDE];
    private int size;
    private int freeHead = NONE;

    /** Owners that are in use, ascending. */
    private int[] owners = new int[8];

    private int ownerCount;
    private int lastOwner;

    /** Creates an empty table. */
    public FlowSlots() {}

    /**
     * A new owner.
     *
     * @return its number, which no other owner had before
     */
    public int owner() {
        if (ownerCount == owners.length) {
            owners = Arrays.copyOf(owners, ownerCount * 2);
        }
        owners[ownerCount++] = ++lastOwner;
        return lastOwner;
    }

    /**
     * Gives up an owner; what it kept is forgotten.
     *
     * @param owner the owner's number
     */
    public void release(int owner) {
        int at = Arrays.binarySearch(owners, 0, ownerCount, owner);
        if (at >= 0) {
            System.arraycopy(owners, at + 1, owners, at, --ownerCount - at);
        }
    }

    /**
     * The slot of a flow and an owner, made with a first value if it is new.
     *
     * @param flow the flow
     * @param owner the owner's number
     * @param first the value of a new slot
     * @return the slot, valid until the flow ends
     */
    public int slot(int flow, int owner, long first) {
        return slots(flow, owner, 1, first);
    }

    /**
     * The first slot of a flow and an owner that keeps several longs, made with a first value if they are new; {@link #following} finds the others.
     *
     * @param flow the flow
     * @param owner the owner's number
     * @param count how many longs, the same at every call
     * @param first the value of new slots
     * @return the slot, valid until the flow ends
     */
    public int slots(int flow, int owner, int count, long first) {
        if (flow >= heads.length) {
            growHeads(flow);
        }
        for (int slot = heads[flow]; slot != NONE; slot = next(slot)) {
            if (records[slot * STRIDE] >>> 32 == owner) {
                return slot;
            }
        }
        forgetReleased(flow);
        for (int i = 0; i < count; i++) {
            add(flow, owner, first);
        }
        return heads[flow];
    }

    private void add(int flow, int owner, long first) {
        int slot = take();
        records[slot * STRIDE] = (long) owner << 32;
        next(slot, heads[flow]);
        value(slot, first);
        heads[flow] = slot;
    }

    private void forgetReleased(int flow) {
        int kept = NONE;
        for (int slot = heads[flow]; slot != NONE; ) {
            int following = next(slot);
            if (Arrays.binarySearch(owners, 0, ownerCount, (int) (records[slot * STRIDE] >>> 32)) >= 0) {
                kept = slot;
            } else {
                if (kept == NONE) {
                    heads[flow] = following;
                } else {
                    next(kept, following);
                }
                next(slot, freeHead);
                freeHead = slot;
            }
            slot = following;
        }
    }

    /**
     * The next slot of the same flow and owner.
     *
     * @param slot a slot that is not the owner's last
     * @return the slot
     */
    public int following(int slot) {
        return next(slot);
    }

    private int next(int slot) {
        return (int) records[slot * STRIDE];
    }

    private void next(int slot, int next) {
        records[slot * STRIDE] = records[slot * STRIDE] & 0xFFFF_FFFF_0000_0000L | next & 0xFFFF_FFFFL;
    }

    /**
     * A slot's value.
     *
     * @param slot the slot
     * @return the value
     */
    public long value(int slot) {
        return records[slot * STRIDE + 1];
    }

    /**
     * Sets a slot's value.
     *
     * @param slot the slot
     * @param value the value
     */
    public void value(int slot, long value) {
        records[slot * STRIDE + 1] = value;
    }

    private void growHeads(int flow) {
        int old = heads.length;
        heads = Arrays.copyOf(heads, Math.max(flow + 1, Math.max(64, 2 * old)));
        Arrays.fill(heads, old, heads.length, NONE);
    }

    private int take() {
        if (freeHead != NONE) {
            int slot = freeHead;
            freeHead = next(slot);
            return slot;
        }
        if (size * STRIDE == records.length) {
            records = Arrays.copyOf(records, size * 2 * STRIDE);
        }
        return size++;
    }

    @Override
    public void ended(int flow) {
        if (flow >= heads.length) {
            return;
        }
        for (int slot = heads[flow]; slot != NONE; ) {
            int following = next(slot);
            next(slot, freeHead);
            freeHead = slot;
            slot = following;
        }
        heads[flow] = NONE;
    }
}
