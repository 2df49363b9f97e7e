package dev.weir.shaping.core.wheel;

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
 * <p>Not thread-safe: one writer. Amortised constant time: an event is moved at most seven times. A single removal may move
 * all events due in the same range of time, ranges being powers of 256 ns long. Memory is 256 kilobytes, and beyond that
 * proportional to the largest number of events that were ever pending at once; nothing is allocated while this number is
 * not exceeded. See {@link RadixBuckets} for how it works.
 */
public final class EventWheel {
    private final RadixBuckets buckets = new RadixBuckets();
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
        buckets.add(dueNanos, event);
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
        int bucket = buckets.first();
        long earliest = buckets.earliestNanos(bucket);
        if (earliest > limitNanos) {
            nowNanos = limitNanos;
            return false;
        }
        nowNanos = earliest;
        dueNanos = earliest;
        event = buckets.remove(bucket);
        size--;
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
        return size == 0 ? Long.MAX_VALUE : buckets.earliestNanos(buckets.first());
    }

    /**
     * The number of pending events.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }

    /** Is shown pending events. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A pending event.
         *
         * @param dueNanos when it is due
         * @param event the number given to {@link EventWheel#schedule}
         */
        void visit(long dueNanos, long event);
    }

    /**
     * Shows all pending events, in no particular order. Takes time in proportion to their number.
     *
     * @param visitor is shown each; must not change the wheel
     */
    public void forEach(Visitor visitor) {
        buckets.forEach(visitor);
    }

    /** Drops all pending events. The wheel's time and its memory stay. */
    public void clear() {
        buckets.clear();
        size = 0;
    }

    /** Words held for events beyond the fixed part, in use or not. */
    long storedWords() {
        return buckets.chunkWords();
    }
}
