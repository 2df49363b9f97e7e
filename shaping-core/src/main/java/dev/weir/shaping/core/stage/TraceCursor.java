package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.Trace;

/** A place among the delivery opportunities of a trace, which go on for ever or end. Not thread-safe; allocates nothing. */
final class TraceCursor {
    /** In place of a time, after the last opportunity. */
    static final long ENDED = Long.MAX_VALUE;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Trace trace;
    private final long periodMillis;
    private long startMillis;
    private int index;
    private boolean ended;

    TraceCursor(Trace trace) {
        this.trace = trace;
        this.periodMillis = trace.periodMillis();
    }

    /** Moves to the first opportunity after a time, forward or back. */
    void seekAfter(long nanos) {
        long first = nanos / NANOS_PER_MILLI + 1;
        long cycle = (first - 1) / periodMillis;
        startMillis = cycle * periodMillis;
        index = trace.firstAt((int) (first - startMillis));
        ended = cycle > 0 && !trace.repeats();
    }

    /** Moves to the next opportunity, which may come at the same time. */
    void next() {
        if (++index == trace.opportunities()) {
            index = 0;
            startMillis += periodMillis;
            ended = !trace.repeats();
        }
    }

    /** When the opportunity comes, or {@link #ENDED}; the end of time has none. */
    long nanos() {
        long millis = startMillis + trace.millis(index);
        return ended || millis > (Long.MAX_VALUE - 1) / NANOS_PER_MILLI ? ENDED : millis * NANOS_PER_MILLI;
    }
}
