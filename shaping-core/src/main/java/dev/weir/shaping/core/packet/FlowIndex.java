package dev.weir.shaping.core.packet;

import java.util.Arrays;

/**
 * Finds the number of a flow by its key: open addressing with linear probing and backward-shift deletion, never more than half full. An entry is the lower
 * half of the key's hash and the flow's number, so that only a flow that is very likely the right one is looked at.
 *
 * <p>Not thread-safe. Allocates only while it grows to a new peak.
 */
final class FlowIndex {
    private static final int NONE = FlowTable.NONE;
    private static final long EMPTY = -1;
    private static final int FIRST_SLOTS = 1_024;

    private final FlowRecords records;
    private long[] slots = empty(FIRST_SLOTS);
    private int mask = FIRST_SLOTS - 1;
    private int size;

    FlowIndex(FlowRecords records) {
        this.records = records;
    }

    private static long[] empty(int size) {
        long[] slots = new long[size];
        Arrays.fill(slots, EMPTY);
        return slots;
    }

    /** The flow of a key, or {@link FlowTable#NONE}. */
    int find(FlowKey key, long hash) {
        int slot = (int) hash & mask;
        for (long entry = slots[slot]; entry != EMPTY; entry = slots[slot]) {
            if (hashOf(entry) == (int) hash && records.matches((int) entry, key)) {
                return (int) entry;
            }
            slot = slot + 1 & mask;
        }
        return NONE;
    }

    private static int hashOf(long entry) {
        return (int) (entry >>> 32);
    }

    /** Adds a flow whose key is not in here, and whose record is filled in. */
    void add(int flow) {
        if (++size * 2 > slots.length) {
            long[] old = slots;
            slots = empty(old.length * 2);
            mask = slots.length - 1;
            for (long known : old) {
                if (known != EMPTY) {
                    insert(known);
                }
            }
        }
        insert(records.hash(flow) << 32 | flow);
    }

    private void insert(long entry) {
        int slot = hashOf(entry) & mask;
        while (slots[slot] != EMPTY) {
            slot = slot + 1 & mask;
        }
        slots[slot] = entry;
    }

    /** Removes a flow whose record still holds its key. */
    void remove(int flow) {
        size--;
        int hole = (int) records.hash(flow) & mask;
        while ((int) slots[hole] != flow) {
            hole = hole + 1 & mask;
        }
        slots[hole] = EMPTY;
        for (int slot = hole + 1 & mask; slots[slot] != EMPTY; slot = slot + 1 & mask) {
            int home = hashOf(slots[slot]) & mask;
            if ((slot - home & mask) >= (slot - hole & mask)) {
                slots[hole] = slots[slot];
                slots[slot] = EMPTY;
                hole = slot;
            }
        }
    }

    int size() {
        return size;
    }
}
