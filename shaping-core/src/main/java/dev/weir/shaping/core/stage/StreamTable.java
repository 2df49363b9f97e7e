package dev.weir.shaping.core.stage;

import java.util.Arrays;

/** The streams of one tracked limit, each a record of numbers under a key. Not thread-safe. */
final class StreamTable {
    /*
     * Linear hashing (W. Litwin, "Linear Hashing: a new tool for file and table addressing", VLDB 1980): the table grows by one bucket with each
     * record, and only one bucket's chain is looked at, so that no insertion pauses for a rehash, whatever the size. Records and bucket heads are
     * in segments that are never copied. Links, heads and list ends are slots + 1, so that zeroed memory is empty.
     *
     * Streams in which nothing waits form a list in the order of their last use: the first is the one to give up. Those in which something
     * waits are not in the list and so are never given up.
     */
    static final int NONE = -1;

    static final int FIRST_SEEN = 6;
    static final int LAST_SEEN = 7;
    static final int AS_OF = 8;
    static final int BIT_CREDIT = 9;
    static final int PACKET_CREDIT = 10;
    static final int QUEUE = 11;
    static final int WAITING_PACKETS = 12;
    static final int WAITING_BYTES = 13;
    static final int DUE = 14;
    static final int PACKETS_IN = 15;
    static final int BYTES_IN = 16;
    static final int PACKETS_OUT = 17;
    static final int BYTES_OUT = 18;
    static final int PRESSURE = 19;

    private static final int HASH = 5;
    private static final int CHAIN = 20;
    private static final int BEFORE = 21;
    private static final int AFTER = 22;
    private static final int IDLE = 23;
    private static final int STRIDE = 24;
    private static final int SEGMENT_SHIFT = 9;
    private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;

    private final int maxStreams;
    private long[][] records = new long[4][];
    private int[][] heads = new int[4][];
    private int entries;
    private int buckets;
    private int free;
    private int streams;
    private int oldest;
    private int newest;
    private boolean fresh;
    private long evictions;

    StreamTable(int maxStreams) {
        if (maxStreams < 1) {
            throw new IllegalArgumentException("streams must be at least 1: " + maxStreams);
        }
        this.maxStreams = maxStreams;
    }

    long get(int slot, int field) {
        return records[slot >>> SEGMENT_SHIFT][(slot & SEGMENT_MASK) * STRIDE + field];
    }

    void set(int slot, int field, long value) {
        records[slot >>> SEGMENT_SHIFT][(slot & SEGMENT_MASK) * STRIDE + field] = value;
    }

    void add(int slot, int field, long amount) {
        records[slot >>> SEGMENT_SHIFT][(slot & SEGMENT_MASK) * STRIDE + field] += amount;
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

    /** The stream with a key, which then is the newest, or {@link #NONE} if there is no room for a new one. */
    int enter(StreamKey key, long nowNanos) {
        long hash = key.hash();
        int slot = find(key, hash);
        if (slot == NONE) {
            return start(key, hash, nowNanos);
        }
        fresh = false;
        if (get(slot, WAITING_PACKETS) == 0) {
            if (nowNanos - get(slot, LAST_SEEN) > get(slot, IDLE)) {
                begin(slot, nowNanos);
            }
            unlist(slot);
            list(slot);
        }
        set(slot, LAST_SEEN, nowNanos);
        return slot;
    }

    /** A record that is never found, listed or given up. */
    int reserve() {
        return newSlot();
    }

    /** Whether the last stream entered had to begin, or begin anew: its buckets are to be filled. */
    boolean fresh() {
        return fresh;
    }

    private int find(StreamKey key, long hash) {
        if (buckets == 0) {
            return NONE;
        }
        int slot = head(bucket(hash)) - 1;
        while (slot != NONE && !matches(slot, key)) {
            slot = (int) get(slot, CHAIN) - 1;
        }
        return slot;
    }

    private boolean matches(int slot, StreamKey key) {
        long[] segment = records[slot >>> SEGMENT_SHIFT];
        int base = (slot & SEGMENT_MASK) * STRIDE;
        return segment[base + 1] == key.second
                && segment[base + 3] == key.fourth
                && segment[base + 4] == key.rest
                && segment[base] == key.first
                && segment[base + 2] == key.third;
    }

    private int start(StreamKey key, long hash, long nowNanos) {
        int expired = oldest - 1;
        if (expired != NONE && nowNanos - get(expired, LAST_SEEN) > get(expired, IDLE)) {
            remove(expired);
        } else if (streams == maxStreams) {
            if (expired == NONE) {
                return NONE;
            }
            evictions++;
            remove(expired);
        }
        int slot = newSlot();
        streams++;
        set(slot, 0, key.first);
        set(slot, 1, key.second);
        set(slot, 2, key.third);
        set(slot, 3, key.fourth);
        set(slot, 4, key.rest);
        set(slot, HASH, hash);
        set(slot, IDLE, key.idleNanos);
        begin(slot, nowNanos);
        set(slot, LAST_SEEN, nowNanos);
        int bucket = bucket(hash);
        set(slot, CHAIN, head(bucket));
        head(bucket, slot + 1);
        list(slot);
        return slot;
    }

    private void begin(int slot, long nowNanos) {
        long[] segment = records[slot >>> SEGMENT_SHIFT];
        int base = (slot & SEGMENT_MASK) * STRIDE;
        Arrays.fill(segment, base + FIRST_SEEN, base + CHAIN, 0L);
        set(slot, FIRST_SEEN, nowNanos);
        set(slot, AS_OF, nowNanos);
        fresh = true;
    }

    private int newSlot() {
        if (free != 0) {
            int slot = free - 1;
            free = (int) get(slot, CHAIN);
            return slot;
        }
        int segment = entries >>> SEGMENT_SHIFT;
        if (segment == records.length) {
            records = Arrays.copyOf(records, segment * 2);
            heads = Arrays.copyOf(heads, segment * 2);
        }
        if (records[segment] == null) {
            records[segment] = new long[STRIDE << SEGMENT_SHIFT];
            heads[segment] = new int[1 << SEGMENT_SHIFT];
        }
        split();
        return entries++;
    }

    private void split() {
        int fresh = buckets++;
        if (fresh == 0) {
            return;
        }
        int old = fresh - Integer.highestOneBit(fresh);
        int link = head(old);
        head(old, 0);
        while (link != 0) {
            int slot = link - 1;
            link = (int) get(slot, CHAIN);
            int bucket = bucket(get(slot, HASH));
            set(slot, CHAIN, head(bucket));
            head(bucket, slot + 1);
        }
    }

    private void remove(int slot) {
        unlist(slot);
        streams--;
        int bucket = bucket(get(slot, HASH));
        int next = (int) get(slot, CHAIN);
        if (head(bucket) == slot + 1) {
            head(bucket, next);
        } else {
            int before = head(bucket) - 1;
            while (get(before, CHAIN) != slot + 1) {
                before = (int) get(before, CHAIN) - 1;
            }
            set(before, CHAIN, next);
        }
        set(slot, FIRST_SEEN, -1);
        set(slot, CHAIN, free);
        free = slot + 1;
    }

    /** Takes a stream in which something now waits out of the list. */
    void unlist(int slot) {
        int before = (int) get(slot, BEFORE);
        int after = (int) get(slot, AFTER);
        if (before == 0) {
            oldest = after;
        } else {
            set(before - 1, AFTER, after);
        }
        if (after == 0) {
            newest = before;
        } else {
            set(after - 1, BEFORE, before);
        }
    }

    /** Puts a stream in which nothing waits any more at the end of the list. */
    void list(int slot) {
        set(slot, BEFORE, newest);
        set(slot, AFTER, 0);
        if (newest == 0) {
            oldest = slot + 1;
        } else {
            set(newest - 1, AFTER, slot + 1);
        }
        newest = slot + 1;
    }

    /** Whether a slot has a stream that has not expired. */
    boolean alive(int slot, long nowNanos) {
        return get(slot, FIRST_SEEN) >= 0
                && (get(slot, WAITING_PACKETS) > 0 || nowNanos - get(slot, LAST_SEEN) <= get(slot, IDLE));
    }

    StreamKey key(int slot) {
        StreamKey key = new StreamKey();
        key.set(get(slot, 0), get(slot, 1), get(slot, 2), get(slot, 3), get(slot, 4), get(slot, IDLE));
        return key;
    }

    int slots() {
        return entries;
    }

    int streams() {
        return streams;
    }

    long evictions() {
        return evictions;
    }
}
