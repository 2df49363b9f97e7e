package dev.weir.shaping.core.stage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Records of numbers behind slots. One thread writes; any thread may copy a record that the writer does not change in the meantime.
 */
final class StreamRecords {
    /*
     * Records lie in segments that never move. Each carries a version, odd while it is being changed: a seqlock (C. Lameter, "Effective
     * synchronization on Linux/NUMA systems", 2005). The writer never waits; a reader that saw the version change looks again.
     */
    static final int HASH = 5;
    static final int FIRST_SEEN = 6;
    static final int LAST_SEEN = 7;
    static final int IDLE = 8;
    static final int VERSION = 9;
    static final int INCARNATION = 10;
    static final int WAITING = 11;
    static final int CHAIN = 12;
    static final int BEFORE = 13;
    static final int AFTER = 14;
    static final int LIST = 15;
    /** Six counts for each direction. */
    static final int COUNTS = 16;

    static final int COUNTS_PER_WAY = 6;
    static final int PACKETS_IN = COUNTS;
    static final int BYTES_IN = COUNTS + 1;
    static final int PACKETS_OUT = COUNTS + 2;
    static final int BYTES_OUT = COUNTS + 3;
    static final int PACKETS_DROPPED = COUNTS + 4;
    static final int BYTES_DROPPED = COUNTS + 5;
    /** Bytes counted for the quota in each direction. */
    static final int QUOTA_BYTES = 28;

    static final int PERIOD_END = 30;
    static final int QUOTA_REACHED = 31;
    static final int STRIDE = 32;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final LongRecords records = new LongRecords(STRIDE);
    private int slots;
    private volatile long[][] readable = records.segments();
    private volatile int readableSlots;

    long get(int slot, int field) {
        return records.get(slot, field);
    }

    void set(int slot, int field, long value) {
        records.set(slot, field, value);
    }

    void add(int slot, int field, long amount) {
        records.add(slot, field, amount);
    }

    void clear(int slot, int from, int to) {
        int base = records.base(slot);
        Arrays.fill(records.segment(slot), base + from, base + to, 0L);
    }

    boolean matches(int slot, StreamKey key) {
        long[] segment = records.segment(slot);
        int base = records.base(slot);
        return segment[base + 1] == key.second
                && segment[base + 3] == key.fourth
                && segment[base + 4] == key.rest
                && segment[base] == key.first
                && segment[base + 2] == key.third;
    }

    /** Before a record changes in anything that readers see. */
    void edit(int slot) {
        long[] segment = records.segment(slot);
        int at = records.base(slot) + VERSION;
        LONGS.setOpaque(segment, at, segment[at] + 1);
        VarHandle.storeStoreFence();
    }

    /** After it has changed. */
    void done(int slot) {
        long[] segment = records.segment(slot);
        int at = records.base(slot) + VERSION;
        LONGS.setRelease(segment, at, segment[at] + 1);
    }

    /** A new record of zeros that is in no use yet. */
    int grow() {
        records.reach(slots);
        readable = records.segments();
        int slot = slots++;
        set(slot, FIRST_SEEN, -1);
        readableSlots = slots;
        return slot;
    }

    /** How many records there are. For any thread. */
    int slots() {
        return readableSlots;
    }

    /** Copies a record as it was at some moment. For any thread; waits while the record is being changed. */
    void copy(int slot, long[] target) {
        long[] segment = LongRecords.in(readable, slot);
        int base = records.base(slot);
        while (true) {
            long version = (long) LONGS.getAcquire(segment, base + VERSION);
            for (int field = 0; field < STRIDE; field++) {
                target[field] = (long) LONGS.getOpaque(segment, base + field);
            }
            VarHandle.loadLoadFence();
            if ((version & 1) == 0 && (long) LONGS.getOpaque(segment, base + VERSION) == version) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    /** Whether a record is still as it was copied. For any thread. */
    boolean isStill(int slot, long[] copy) {
        VarHandle.loadLoadFence();
        long[] segment = LongRecords.in(readable, slot);
        return (long) LONGS.getOpaque(segment, records.base(slot) + VERSION) == copy[VERSION];
    }
}
