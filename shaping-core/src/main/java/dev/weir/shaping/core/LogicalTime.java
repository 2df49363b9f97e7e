package dev.weir.shaping.core;

/**
 * Turns raw nanoseconds of any origin, such as those of {@link System#nanoTime}, into logical time: 0 at the first, then what has passed.
 *
 * <p>Raw values may be negative and may overflow: their differences count. Logical time never runs backward, and stops at {@link Long#MAX_VALUE}.
 * Not thread-safe; allocates nothing.
 */
final class LogicalTime {
    private boolean started;
    /** The raw value of the present. */
    private long raw;

    private long nanos;

    /** Moves to a raw time, unless it is before the present: then the answer is false. */
    boolean moveTo(long rawNanos) {
        if (!started) {
            started = true;
            raw = rawNanos;
        }
        if (rawNanos - raw < 0) {
            return false;
        }
        nanos = at(rawNanos);
        raw = rawNanos;
        return true;
    }

    /** The present. */
    long nanos() {
        return nanos;
    }

    /** What a raw time is; the present if it is before that. */
    long at(long rawNanos) {
        long step = started ? Math.max(0, rawNanos - raw) : 0;
        return step > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + step;
    }

    /** The raw value of a logical time; wraps as raw values do. */
    long raw(long logicalNanos) {
        return raw + (logicalNanos - nanos);
    }
}
