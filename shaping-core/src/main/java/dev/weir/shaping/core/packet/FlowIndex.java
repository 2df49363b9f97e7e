package dev.weir.shaping.core.packet;

import java.util.Arrays;

/**
 * Finds the number of a flow by its key: open addressing with linear probing and backward-shift deletion, never more than half full.
 *
 * <p>Not thread-safe. Allocates only while it grows to a new peak.
 */
final class FlowIndex {
    private static final int NONE = FlowTable.NONE;
    private static final int FIRST_SLOTS = 1_024;

    private final FlowRecords records;
    private int[] slots = empty(FIRST_SLOTS);
    private int mask = FIRST_SLOTS - 1;
    private int size;

    FlowIndex(FlowRecords records) {
        this.records = records;
    }

    private static int[] empty(int size) {
        int[] slots = new int[size];
        Arrays.fill(slots, NONE);
        return slots;
    }

    /** The flow of a key, or {@link FlowTable#NONE}. */
    int find(FlowKey key, long hash) {
        int slot = (int) hash & mask;
        for (int flow = slots[slot]; flow != NONE; flow = slots[slot]) {
            if (records.matches(flow, key)) {
                return flow;
            }
            slot = slot + 1 & mask;
        }
        return NONE;
    }

    /** Adds a flow whose key is not in here, and whose record is filled in. */
    void add(int flow) {
        if (++size * 2 > slots.length) {
            int[] old = slots;
            slots = empty(old.length * 2);
            mask = slots.length - 1;
            for (int known : old) {
                if (known != NONE) {
                    insert(known);
                }
            }
        }
        insert(flow);
    }

    private void insert(int flow) {
        int slot = home(flow);
        while (slots[slot] != NONE) {
            slot = slot + 1 & mask;
        }
        slots[slot] = flow;
    }

    private int home(int flow) {
        return (int) records.hash(flow) & mask;
    }

    /** Removes a flow whose record still holds its key. */
    void remove(int flow) {
        size--;
        int hole = home(flow);
        while (slots[hole] != flow) {
            hole = hole + 1 & mask;
        }
        slots[hole] = NONE;
        for (int slot = hole + 1 & mask; slots[slot] != NONE; slot = slot + 1 & mask) {
            int home = home(slots[slot]);
            if ((slot - home & mask) >= (slot - hole & mask)) {
                slots[hole] = slots[slot];
                slots[slot] = NONE;
                hole = slot;
            }
        }
    }

    int size() {
        return size;
    }
}
