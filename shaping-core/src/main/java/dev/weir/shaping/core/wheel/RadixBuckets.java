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
 * A bucket is a record of sixteen words: a state, the earliest due time, and up to seven (due, event) pairs; further pairs
 * are in a list of chunks. The state is the position behind the last pair (within the record if below 16, else in the
 * chunks) and, in its upper half, the first chunk. An empty record says "earliest: never", so that adding to a small bucket
 * needs no branch. Only the first bucket of level 0 is ever partly consumed; one field says how far.
 *
 * [1] G. Varghese, T. Lauck: Hashed and hierarchical timing wheels. SOSP 1987.
 * [2] R. Ahuja, K. Mehlhorn, J. Orlin, R. Tarjan: Faster algorithms for the shortest path problem. JACM 37(2), 1990.
 */

/**
 * Pending events in buckets by the highest digit of their due time that lies ahead.
 *
 * <p>Not thread-safe. Due times are 0 to {@link Long#MAX_VALUE} and never before the due time of an event that was removed.
 */
final class RadixBuckets {
    private static final int DIGIT_BITS = 8;
    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;
    private static final int LEVELS = Long.SIZE / DIGIT_BITS;
    private static final int BUCKETS = LEVELS << DIGIT_BITS;

    private static final int RECORD_BITS = 4;
    private static final int RECORD_WORDS = 1 << RECORD_BITS;
    private static final int EARLIEST = 1;
    private static final int PAIRS = 2;
    private static final int PAIR = 2;

    private final long[] records = new long[BUCKETS << RECORD_BITS];
    private final long[] occupied = new long[BUCKETS / Long.SIZE];
    private final Chunks chunks = new Chunks();
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
    long chunkWords() {
        return chunks.words();
    }

    void add(long dueNanos, long event) {
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
            records[record] = addToChunks(state, dueNanos, event);
        }
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
        redistribute(bucket);
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
        long firstChunk = firstChunk(state);
        if (end % Chunks.WORDS == 0 || end == RECORD_WORDS) {
            int chunk = chunks.allocate();
            if (end == RECORD_WORDS) {
                firstChunk = chunk;
            } else {
                chunks.link(end - Chunks.WORDS, chunk);
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
            consumed = firstChunk(records[record]) + Chunks.HEADER;
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

    /** Moves all events of a large bucket to lower levels, in order; the reference has just moved into it. */
    private void redistribute(int bucket) {
        int record = bucket << RECORD_BITS;
        long state = records[record];
        int end = (int) state;
        vacate(bucket);
        addAll(records, record + PAIRS, record + RECORD_WORDS);
        int chunk = firstChunk(state);
        while (end <= chunk || end > chunk + Chunks.WORDS) {
            int next = chunks.next(chunk);
            addAll(chunk, Chunks.WORDS);
            chunk = next;
        }
        addAll(chunk, end - chunk);
    }

    private void addAll(int chunk, int end) {
        int start = Chunks.index(chunk);
        addAll(chunks.segment(chunk), start + Chunks.HEADER, start + end);
        chunks.release(chunk);
    }

    private void addAll(long[] pairs, int from, int to) {
        for (int index = from; index < to; index += PAIR) {
            add(pairs[index], pairs[index + 1]);
        }
    }

    void forEach(EventWheel.Visitor visitor) {
        int position = consumed;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int record = bucket << RECORD_BITS;
            long state = records[record];
            if ((int) state != PAIRS) {
                show(record, state, position, visitor);
                position = PAIRS;
            }
        }
    }

    /** Shows the pairs of a bucket from a position on. */
    private void show(int record, long state, int position, EventWheel.Visitor visitor) {
        int end = (int) state;
        int from = position;
        if (from < RECORD_WORDS) {
            show(records, record + from, record + Math.min(end, RECORD_WORDS), visitor);
            if (end <= RECORD_WORDS) {
                return;
            }
            from = firstChunk(state) + Chunks.HEADER;
        }
        int chunk = from & -Chunks.WORDS;
        while (end <= chunk || end > chunk + Chunks.WORDS) {
            show(chunks.segment(chunk), Chunks.index(from), Chunks.index(chunk) + Chunks.WORDS, visitor);
            chunk = chunks.next(chunk);
            from = chunk + Chunks.HEADER;
        }
        show(chunks.segment(chunk), Chunks.index(from), Chunks.index(chunk) + end - chunk, visitor);
    }

    private static void show(long[] pairs, int from, int to, EventWheel.Visitor visitor) {
        for (int index = from; index < to; index += PAIR) {
            visitor.visit(pairs[index], pairs[index + 1]);
        }
    }

    private static int firstChunk(long state) {
        return (int) (state >>> Integer.SIZE);
    }
}
