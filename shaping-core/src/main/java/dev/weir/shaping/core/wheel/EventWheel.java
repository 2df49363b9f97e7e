package dev.weir.shaping.core.wheel;

import java.util.Arrays;

/*
 * A monotone radix structure: a hierarchical timing wheel [1] of one nanosecond resolution, seen as a radix heap [2].
 *
 * Times are numbers of eight digits of eight bits. The bucket of an event is a pure function of its due time and of the
 * wheel's reference time, which is never later than any due time: the level is the highest digit in which the two differ (0
 * if they are equal), the slot is that digit of the due time. Hence
 *
 *   - every event of a level is due before every event of the levels above, and within a level slots are in order of time:
 *     the first occupied bucket holds the earliest event;
 *   - events due at the same instant are always in the same bucket, whenever they were scheduled;
 *   - a bucket of level 0 holds events of a single instant.
 *
 * Each bucket is a FIFO. To remove the earliest event the reference moves to its due time. That changes the bucket only of
 * events that share the first occupied bucket with it: everything below is empty, and a later slot or a higher level differs
 * from the new reference in the same digit as from the old one. These events are redistributed front to back, each into a
 * lower level. So all events of one instant stay in order of submission through every move, and leave in that order: the
 * order of removal is exactly (time, submission).
 *
 * An event moves down at most seven times, mostly two or three; redistribution reads chunks in sequence. A bucket with one
 * event gives it up without redistribution. Each bucket knows its earliest due time (it loses events all at once, or of one
 * instant only), so that asking for the next due time moves nothing, and the reference lags behind the caller's time
 * until an event is really due.
 *
 * [1] G. Varghese, T. Lauck: Hashed and hierarchical timing wheels. SOSP 1987.
 * [2] R. Ahuja, K. Mehlhorn, J. Orlin, R. Tarjan: Faster algorithms for the shortest path problem. JACM 37(2), 1990.
 */

/**
 * Pending events, removed in exact (time, submission) order; monotone: time never runs backward.
 *
 * <p>Times are logical nanoseconds, 0 to {@link Long#MAX_VALUE} inclusive. An event is an opaque number. The caller drains
 * the wheel up to a time and may schedule while doing so, also for the current instant; such an event leaves in the same
 * drain, after all events of that instant that were scheduled before it:
 *
 * <pre>{@code
 * while (wheel.advanceTo(nowNanos)) {
 *     run(wheel.event(), wheel.dueNanos());
 * }
 * }</pre>
 *
 * <p>Not thread-safe: one writer. Scheduling and removal take amortised constant time, each event being moved at most seven
 * times. A single removal takes time linear in the number of events that are due in the same digit of time. Memory is
 * proportional to the largest number of events that were ever pending at once; nothing is allocated while this number is not
 * exceeded.
 */
public final class EventWheel {
    private static final int DIGIT_BITS = 8;
    private static final int LEVELS = 8;
    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;
    private static final int BUCKETS = LEVELS << DIGIT_BITS;

    private final Chunks chunks = new Chunks();
    private final int[] first = new int[BUCKETS];
    private final int[] end = new int[BUCKETS];
    private final long[] earliestNanos = new long[BUCKETS];
    private final long[] occupied = new long[BUCKETS / Long.SIZE];
    private int occupiedWords;

    private long referenceNanos;
    private long nowNanos;
    private int size;
    private long dueNanos;
    private long event;

    /** An empty wheel at time 0. */
    public EventWheel() {}

    /**
     * Adds an event.
     *
     * @param dueNanos when it is due, not before the wheel's time: the due time of the last removed event or the last limit
     *     that {@link #advanceTo} reached, whichever is later
     * @param event any number
     * @throws IllegalArgumentException if the due time has passed
     */
    public void schedule(long dueNanos, long event) {
        if (dueNanos < nowNanos) {
            throw new IllegalArgumentException("due time must not be before " + nowNanos + " ns: " + dueNanos + " ns");
        }
        size++;
        append(dueNanos, event);
    }

    /**
     * Removes the earliest event if it is due at or before the limit; {@link #dueNanos()} and {@link #event()} then tell which
     * it was. Otherwise moves the wheel's time to the limit.
     *
     * @param limitNanos the time up to which events may leave, not before the wheel's time
     * @return whether an event was removed
     * @throws IllegalArgumentException if the limit has passed
     */
    public boolean advanceTo(long limitNanos) {
        if (limitNanos < nowNanos) {
            throw new IllegalArgumentException("limit must not be before " + nowNanos + " ns: " + limitNanos + " ns");
        }
        if (size == 0) {
            nowNanos = limitNanos;
            return false;
        }
        int bucket = firstBucket();
        long earliest = earliestNanos[bucket];
        if (earliest > limitNanos) {
            nowNanos = limitNanos;
            return false;
        }
        nowNanos = earliest;
        referenceNanos = earliest;
        dueNanos = earliest;
        size--;
        if (bucket <= DIGIT_MASK || first[bucket] + Chunks.PAIR == end[bucket]) {
            removeFirst(bucket);
        } else {
            redistribute(bucket, earliest);
        }
        return true;
    }

    /**
     * The due time of the event that the last successful {@link #advanceTo} removed.
     *
     * @return nanoseconds
     */
    public long dueNanos() {
        return dueNanos;
    }

    /**
     * The event that the last successful {@link #advanceTo} removed.
     *
     * @return the number given to {@link #schedule}
     */
    public long event() {
        return event;
    }

    /**
     * Whether an event is pending.
     *
     * @return whether {@link #size} is above 0
     */
    public boolean hasNext() {
        return size != 0;
    }

    /**
     * When the earliest event is due. Asking changes nothing: an earlier event may still be scheduled. Constant time.
     *
     * @return nanoseconds; {@link Long#MAX_VALUE} if none is pending, which {@link #hasNext} tells from an event due then
     */
    public long nextDueNanos() {
        return size == 0 ? Long.MAX_VALUE : earliestNanos[firstBucket()];
    }

    /**
     * The number of pending events.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }

    /** Drops all pending events. The wheel's time and its memory stay. */
    public void clear() {
        Arrays.fill(end, 0);
        Arrays.fill(occupied, 0);
        occupiedWords = 0;
        size = 0;
        chunks.releaseAll();
    }

    long storedWords() {
        return chunks.words();
    }

    private int firstBucket() {
        int word = Integer.numberOfTrailingZeros(occupiedWords);
        return word << 6 | Long.numberOfTrailingZeros(occupied[word]);
    }

    private int bucketOf(long due) {
        int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros((due ^ referenceNanos) | 1)) / DIGIT_BITS;
        return level << DIGIT_BITS | (int) (due >>> level * DIGIT_BITS) & DIGIT_MASK;
    }

    private void append(long due, long payload) {
        int bucket = bucketOf(due);
        int position = end[bucket];
        if (position % Chunks.WORDS == 0) {
            position = extend(bucket, position);
        }
        chunks.put(position, due, payload);
        end[bucket] = position + Chunks.PAIR;
        earliestNanos[bucket] = Math.min(earliestNanos[bucket], due);
    }

    /** Adds a chunk to a bucket that is empty (end 0) or whose last chunk is full (end just behind it). */
    private int extend(int bucket, int position) {
        int chunk = chunks.allocate();
        if (position == 0) {
            first[bucket] = chunk + Chunks.HEADER;
            earliestNanos[bucket] = Long.MAX_VALUE;
            occupied[bucket >>> 6] |= 1L << bucket;
            occupiedWords |= 1 << (bucket >>> 6);
        } else {
            chunks.link(position - Chunks.WORDS, chunk);
        }
        return chunk + Chunks.HEADER;
    }

    private void vacate(int bucket) {
        end[bucket] = 0;
        int word = bucket >>> 6;
        occupied[word] &= ~(1L << bucket);
        if (occupied[word] == 0) {
            occupiedWords &= ~(1 << word);
        }
    }

    private void removeFirst(int bucket) {
        int position = first[bucket];
        event = chunks.event(position);
        int following = position + Chunks.PAIR;
        if (following == end[bucket]) {
            vacate(bucket);
            chunks.release(chunkOf(position));
        } else if (following % Chunks.WORDS == 0) {
            int chunk = chunkOf(position);
            first[bucket] = chunks.next(chunk) + Chunks.HEADER;
            chunks.release(chunk);
        } else {
            first[bucket] = following;
        }
    }

    /** Removes the first event due at the new reference and moves all others of the bucket to lower levels, in order. */
    private void redistribute(int bucket, long earliest) {
        int position = first[bucket];
        int stop = end[bucket];
        vacate(bucket);
        boolean found = false;
        while (true) {
            int chunk = chunkOf(position);
            int chunkEnd = chunk + Chunks.WORDS;
            int next = chunks.next(chunk);
            boolean last = stop > chunk && stop <= chunkEnd;
            int until = last ? stop : chunkEnd;
            for (; position != until; position += Chunks.PAIR) {
                long due = chunks.dueNanos(position);
                if (due == earliest && !found) {
                    found = true;
                    event = chunks.event(position);
                } else {
                    append(due, chunks.event(position));
                }
            }
            chunks.release(chunk);
            if (last) {
                return;
            }
            position = next + Chunks.HEADER;
        }
    }

    private static int chunkOf(int position) {
        return position & -Chunks.WORDS;
    }
}
