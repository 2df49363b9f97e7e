package dev.weir.shaping.core.stage;

import java.util.Arrays;

/** Finds records by their keys. Not thread-safe. */
final class StreamIndex {
    /*
     * Linear hashing (W. Litwin, "Linear Hashing: a new tool for file and table addressing", VLDB 1980): the table grows by one bucket with each
     * record, and only one bucket's chain is looked at, so that no insertion pauses for a rehash, whatever the size. Links and heads are
     * slots + 1, so that zeroed memory is empty.
     */
    private static final int SEGMENT_SHIFT = 9;
    private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;

    private final StreamRecords records;
    private int[][] heads = new int[4][];
    private int buckets;

    StreamIndex(StreamRecords records) {
        this.records = records;
    }

    private int bucket(long hash) {
        int round = Integer.highestOneBit(buckets);
        int low = (int) hash & (round * 2 - 1);
        return low < buckets ? low : low - round;
    }

    private int head(int bucket) {
        return heads[bucket >>> SEGMENT_SHIFT][bucket & SEGMENT_MASK];
    }

    private void head(int bucket, int link) {
        heads[bucket >>> SEGMENT_SHIFT][bucket & SEGMENT_MASK] = link;
    }

    int find(StreamKey key, long hash) {
        if (buckets == 0) {
            return StreamTable.NONE;
        }
        int slot = head(bucket(hash)) - 1;
        while (slot != StreamTable.NONE && !records.matches(slot, key)) {
            slot = (int) records.get(slot, StreamRecords.CHAIN) - 1;
        }
        return slot;
    }

    /** Makes room for one more record. */
    void grow() {
        int segment = buckets >>> SEGMENT_SHIFT;
        if (segment == heads.length) {
            heads = Arrays.copyOf(heads, segment * 2);
        }
        if (heads[segment] == null) {
            heads[segment] = new int[1 << SEGMENT_SHIFT];
        }
        int fresh = buckets++;
        if (fresh == 0) {
            return;
        }
        int old = fresh - Integer.highestOneBit(fresh);
        int link = head(old);
        head(old, 0);
        while (link != 0) {
            int slot = link - 1;
            link = (int) records.get(slot, StreamRecords.CHAIN);
            insert(slot);
        }
    }

    void insert(int slot) {
        int bucket = bucket(records.get(slot, StreamRecords.HASH));
        records.set(slot, StreamRecords.CHAIN, head(bucket));
        head(bucket, slot + 1);
    }

    void remove(int slot) {
        int bucket = bucket(records.get(slot, StreamRecords.HASH));
        long next = records.get(slot, StreamRecords.CHAIN);
        if (head(bucket) == slot + 1) {
            head(bucket, (int) next);
            return;
        }
        int before = head(bucket) - 1;
        while (records.get(before, StreamRecords.CHAIN) != slot + 1) {
            before = (int) records.get(before, StreamRecords.CHAIN) - 1;
        }
        records.set(before, StreamRecords.CHAIN, next);
    }
}
