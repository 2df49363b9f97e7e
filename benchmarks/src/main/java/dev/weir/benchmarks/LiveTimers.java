package dev.weir.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Timers that run by the clock on a thread of their own; each that fires is set again. */
interface LiveTimers extends AutoCloseable {
    /** Sets a timer. Called before the start, afterwards by the thread on which they fire. */
    void set(long delayNanos);

    /** Lets timers fire. */
    void start();

    /** The thread on which they fire. */
    Thread thread();

    @Override
    void close();

    /** Told, on the timers' thread, when one fires. */
    final class Fired {
        private static final int DELAYS = 1 << 16;

        private final long[] delays;
        private final AtomicLong count = new AtomicLong();

        Fired(long horizonNanos) {
            delays = new SplittableRandom(3).longs(DELAYS, 1, horizonNanos).toArray();
        }

        /** Counts, and tells when the timer shall fire again. */
        long nextDelayNanos() {
            long number = count.get();
            count.lazySet(number + 1);
            return delays[(int) number & DELAYS - 1];
        }

        long count() {
            return count.get();
        }
    }
}
