package dev.weir.shaping.core.wheel;

/*
 * A monotone radix structure: a hierarchical timing wheel [1] of one nanosecond resolution, seen as a radix heap [2].
 *
 * Times are numbers of eight digits of eight bits. The bucket of an event is a pure function of its due time and of a
 * reference time that is never later than any due time: the level is the highest digit in which the two differ (0 if they
 * are equal), the slot is that digit of the due time. Hence
 *
 *   - every event of a level is due before every event of the levels above, and within a level slots are in order of time:
 *     the first occupied bucket holds the earliest event;
 *   - events due at the same instant are always in the same bucket, whenever they were scheduled;
 *   - a bucket of level 0 holds events of a single instant.
 *
 * Each bucket is a FIFO, and the earliest event is the first of those with the bucket's earliest due time. If the bucket is
 * small, it is picked out and the rest closes up. If not, the reference moves to its due time. That changes the bucket only
 * of events that share the first occupied bucket with it: everything below is empty, and a later slot or a higher level
 * differs from the new reference in the same digit as from the old one. These events are redistributed front to back, each
 * to a lower level. So the events of one instant are in order of submission in whichever bucket they are, and the order of
 * removal is exactly (time, submission).
 *
 * An event moves down at most seven times, mostly once or twice. A bucket knows its earliest due time, so that asking for it
 * moves nothing, and the reference lags behind the caller's time until an event is really due.
 *
 * So that no operation moves many events, a bucket above level 0 does not grow for ever, as in burst tries [3]: when its list
 * has MAX_CHUNKS full chunks and one more event comes, it is split. Its events go, front to back, to 256 buckets by the next
 * digit, which are kept aside, and from then on so do those added to it; these buckets may be split again. A split looks at due
 * times only, not at the reference, and both halves of the argument still hold: the events of one instant are all in one of
 * the buckets, and in order, because the older ones are moved, in order, before the newer one is added. When a split bucket is
 * the first, all below it is empty: its 256 buckets are copied as they are (32 kilobytes) to the level below, where they
 * belong, except for the one that shares its digit with the new reference. That one is copied or redistributed in turn. Below
 * it everything was empty, so nothing that is moved meets an older or newer event.
 *
 * The bound: one addition splits at most one list, one removal redistributes at most one. Neither splits what it has just
 * filled, so a list that went whole into one bucket, with the event that was too many, is a chunk longer than the limit; over
 * all levels that makes MAX_CHUNKS + 6 chunks, 952 events. Beside these an operation copies at most seven times 32 kilobytes.
 * Level 0 needs no limit: a single instant is consumed from the front. A split is paid for by the additions that filled the
 * list, and an event still moves down at most seven times.
 *
 * A bucket is a record of sixteen words: a state, the earliest due time, and up to seven (due, event) pairs; further pairs
 * are in a list of chunks. The state is the position behind the last pair (within the record if below 16, else in the
 * chunks) and, in its upper half, the first chunk; or SPLIT and the number of the 256 records. An empty record says "earliest: never", so that adding to a small bucket
 * needs no branch. Only the first bucket of level 0 is ever partly consumed; one field says how far.
 *
 * [1] G. Varghese, T. Lauck: Hashed and hierarchical timing wheels. SOSP 1987.
 * [2] R. Ahuja, K. Mehlhorn, J. Orlin, R. Tarjan: Faster algorithms for the shortest path problem. JACM 37(2), 1990.
 * [3] S. Heinz, J. Zobel, H. Williams: Burst tries: a fast, efficient data structure for string keys. ACM TOIS 20(2), 2002.
 */

/**
 * Pending events in buckets by the highest digit of their due time that lies ahead.
 *
 * <p>Not thread-safe. Due times are 0 to {@link Long#MAX_VALUE} and never before the due time of an event that was removed.
 */
final class RadixBuckets {
    private static final int DIGIT_BITS = 8;
    static final int SLOTS = 1 << DIGIT_BITS;
    private static final int DIGIT_MASK = SLOTS - 1;
    private static final int LEVELS = Long.SIZE / DIGIT_BITS;
    private static final int BUCKETS = LEVELS << DIGIT_BITS;

    static final int RECORD_BITS = 4;
    static final int RECORD_WORDS = 1 << RECORD_BITS;
    static final int EARLIEST = 1;
    static final int PAIRS = 2;
    private static final int PAIR = 2;

    private static final int MAX_CHUNKS = 9;
    private static final long[] NO_SPLIT = {};
    private static final int SPLIT = Integer.MAX_VALUE;
    /** The most events that one operation moves. */
    static final int MAX_MOVED =
            ((MAX_CHUNKS + LEVELS - 2) * (Chunks.WORDS - Chunks.HEADER) + RECORD_WORDS - PAIRS) / PAIR;

    private final long[] records = new long[BUCKETS << RECORD_BITS];
    private final long[] occupied = new long[BUCKETS / Long.SIZE];
    private final Chunks chunks = new Chunks();
    private final SplitBuckets splits = new SplitBuckets();
    private long moved;
    private int occupiedWords;
    private long referenceNanos;
    private int consumed = PAIRS;

    RadixBuckets() {
        clear();
    }

    void clear() {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            vacate(bucket);
        }
        consumed = PAIRS;
        chunks.releaseAll();
        splits.releaseAll();
    }

    /** The bucket of the earliest event; there must be one. */
    int first() {
        int word = Integer.numberOfTrailingZeros(occupiedWords);
        return word << 6 | Long.numberOfTrailingZeros(occupied[word]);
    }

    /** The earliest due time in a bucket. */
    long earliestNanos(int bucket) {
        return records[(bucket << RECORD_BITS) + EARLIEST];
    }

    /** Words held for pairs beyond the records, in use or not. */
    long storedWords() {
        return chunks.words() + splits.words();
    }

    /** How often an event was moved to another bucket. */
    long moved() {
        return moved;
    }

    void add(long dueNanos, long event) {
        add(dueNanos, event, true);
    }

    private void add(long dueNanos, long event, boolean maySplit) {
        int bucket = bucketOf(dueNanos);
        int record = bucket << RECORD_BITS;
        long state = records[record];
        int end = (int) state;
        records[record + EARLIEST] = Math.min(records[record + EARLIEST], dueNanos);
        if (end < RECORD_WORDS) {
            occupied[bucket >>> 6] |= 1L << bucket;
            occupiedWords |= 1 << (bucket >>> 6);
            records[record + end] = dueNanos;
            records[record + end + 1] = event;
            records[record] = state + PAIR;
        } else {
            addToLarge(records, record, bucket >>> DIGIT_BITS, dueNanos, event, maySplit);
        }
    }

    private void addToLarge(long[] array, int record, int level, long dueNanos, long event, boolean maySplit) {
        long state = array[record];
        if ((int) state == SPLIT) {
            addToSplit(splits.records(upper(state)), level - 1, dueNanos, event, maySplit);
        } else if (maySplit && level > 0 && isFull(state)) {
            split(array, record, level - 1);
            addToLarge(array, record, level, dueNanos, event, false);
        } else {
            array[record] = addToChunks(state, dueNanos, event);
        }
    }

    private void addToSplit(long[] split, int level, long dueNanos, long event, boolean maySplit) {
        int slot = (int) (dueNanos >>> level * DIGIT_BITS) & DIGIT_MASK;
        int record = slot << RECORD_BITS;
        split[record + EARLIEST] = Math.min(split[record + EARLIEST], dueNanos);
        int end = (int) split[record];
        if (end < RECORD_WORDS) {
            SplitBuckets.occupy(split, slot);
            split[record + end] = dueNanos;
            split[record + end + 1] = event;
            split[record] += PAIR;
        } else {
            addToLarge(split, record, level, dueNanos, event, maySplit);
        }
    }

    private boolean isFull(long state) {
        int end = (int) state;
        return end % Chunks.WORDS == 0 && chunks.ordinal(end - Chunks.WORDS) >= MAX_CHUNKS;
    }

    /** Removes the earliest event, which is in the first bucket. */
    long remove(int bucket) {
        int record = bucket << RECORD_BITS;
        int end = (int) records[record];
        if (end == PAIRS + PAIR) {
            referenceNanos = records[record + EARLIEST];
            vacate(bucket);
            return records[record + PAIRS + 1];
        }
        if (bucket <= DIGIT_MASK) {
            return consume(bucket, end);
        }
        if (end <= RECORD_WORDS) {
            return pick(record, end);
        }
        referenceNanos = records[record + EARLIEST];
        spread(bucket);
        return remove(first());
    }

    private int bucketOf(long dueNanos) {
        int differing = Long.SIZE - 1 - Long.numberOfLeadingZeros((dueNanos ^ referenceNanos) | 1);
        int level = differing / DIGIT_BITS;
        return level << DIGIT_BITS | (int) (dueNanos >>> level * DIGIT_BITS) & DIGIT_MASK;
    }

    private void vacate(int bucket) {
        int record = bucket << RECORD_BITS;
        records[record] = PAIRS;
        records[record + EARLIEST] = Long.MAX_VALUE;
        int word = bucket >>> 6;
        occupied[word] &= ~(1L << bucket);
        if (occupied[word] == 0) {
            occupiedWords &= ~(1 << word);
        }
    }

    private long addToChunks(long state, long dueNanos, long event) {
        int end = (int) state;
        long firstChunk = upper(state);
        if (end % Chunks.WORDS == 0 || end == RECORD_WORDS) {
            int chunk = chunks.allocate();
            if (end == RECORD_WORDS) {
                firstChunk = chunk;
                chunks.number(chunk, 1);
            } else {
                chunks.link(end - Chunks.WORDS, chunk);
                chunks.number(chunk, chunks.ordinal(end - Chunks.WORDS) + 1);
            }
            end = chunk + Chunks.HEADER;
        }
        long[] segment = chunks.segment(end);
        int index = Chunks.index(end);
        segment[index] = dueNanos;
        segment[index + 1] = event;
        return firstChunk << Integer.SIZE | end + PAIR;
    }

    /** Removes the first of the earliest events of a small bucket; later ones close up. */
    private long pick(int record, int end) {
        long earliest = records[record + EARLIEST];
        long rest = Long.MAX_VALUE;
        int index = record + PAIRS;
        for (; records[index] != earliest; index += PAIR) {
            rest = Math.min(rest, records[index]);
        }
        long event = records[index + 1];
        for (int from = index + PAIR; from < record + end; from += PAIR) {
            rest = Math.min(rest, records[from]);
            records[from - PAIR] = records[from];
            records[from - PAIR + 1] = records[from + 1];
        }
        records[record] -= PAIR;
        records[record + EARLIEST] = rest;
        return event;
    }

    /** Removes the first event of a bucket of level 0. */
    private long consume(int bucket, int end) {
        int record = bucket << RECORD_BITS;
        int position = consumed;
        boolean inRecord = position < RECORD_WORDS;
        long event = inRecord ? records[record + position + 1] : chunks.segment(position)[Chunks.index(position) + 1];
        consumed = position + PAIR;
        boolean emptied = consumed == end;
        if (inRecord && consumed == RECORD_WORDS) {
            consumed = upper(records[record]) + Chunks.HEADER;
        } else if (!inRecord && (emptied || consumed % Chunks.WORDS == 0)) {
            int chunk = position & -Chunks.WORDS;
            consumed = chunks.next(chunk) + Chunks.HEADER;
            chunks.release(chunk);
        }
        if (emptied) {
            vacate(bucket);
            consumed = PAIRS;
        }
        return event;
    }

    /** Puts the events of a bucket where they belong now that the reference has moved into it. */
    private void spread(int bucket) {
        long state = records[bucket << RECORD_BITS];
        vacate(bucket);
        if ((int) state != SPLIT) {
            move(records, bucket << RECORD_BITS, state, NO_SPLIT, 0);
            return;
        }
        int level = (bucket >>> DIGIT_BITS) - 1;
        int split = upper(state);
        splits.copy(split, level, records, occupied);
        splits.release(split);
        for (int word = level * SLOTS / Long.SIZE; word < (level + 1) * SLOTS / Long.SIZE; word++) {
            occupiedWords |= (occupied[word] == 0 ? 0 : 1) << word;
        }
        if (level > 0) {
            spread(level << DIGIT_BITS | (int) (referenceNanos >>> level * DIGIT_BITS) & DIGIT_MASK);
        }
    }

    private void split(long[] array, int record, int level) {
        long state = array[record];
        int number = splits.allocate();
        move(array, record, state, splits.records(number), level);
        array[record] = (long) number << Integer.SIZE | SPLIT;
    }

    /** Moves all events of a bucket, in order, to the buckets of a split or, if there is none, to where they belong. */
    private void move(long[] array, int record, long state, long[] split, int level) {
        int end = (int) state;
        addAll(array, record + PAIRS, record + Math.min(end, RECORD_WORDS), split, level);
        if (end <= RECORD_WORDS) {
            return;
        }
        int chunk = upper(state);
        while (end <= chunk || end > chunk + Chunks.WORDS) {
            int next = chunks.next(chunk);
            addAll(chunk, Chunks.WORDS, split, level);
            chunk = next;
        }
        addAll(chunk, end - chunk, split, level);
    }

    private void addAll(int chunk, int end, long[] split, int level) {
        int start = Chunks.index(chunk);
        addAll(chunks.segment(chunk), start + Chunks.HEADER, start + end, split, level);
        chunks.release(chunk);
    }

    private void addAll(long[] pairs, int from, int to, long[] split, int level) {
        moved += (to - from) / PAIR;
        if (split == NO_SPLIT) {
            for (int index = from; index < to; index += PAIR) {
                add(pairs[index], pairs[index + 1], false);
            }
        } else {
            for (int index = from; index < to; index += PAIR) {
                addToSplit(split, level, pairs[index], pairs[index + 1], false);
            }
        }
    }

    private static int upper(long state) {
        return (int) (state >>> Integer.SIZE);
    }
}
