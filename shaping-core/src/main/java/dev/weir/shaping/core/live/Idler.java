package dev.weir.shaping.core.live;

import java.util.function.BooleanSupplier;

/** Passes the time until something is due: spins, or sleeps for all but the time by which sleeps tend to be too long. Never early. */
final class Idler {
    private static final long LONGEST_NANOS = 100_000_000;
    private static final long QUANTUM_NANOS = 500_000;
    private static final long MOST_MARGIN_NANOS = 2_000_000;
    private final boolean spinning;
    private final boolean thrifty;
    private long overshootNanos = 60_000;
    private long deviationNanos = 20_000;

    Idler(boolean spinning, boolean thrifty) {
        this.spinning = spinning;
        this.thrifty = thrifty;
    }

    void idle(long waitNanos, Waker waker, BooleanSupplier work) {
        long margin = thrifty ? 0 : Math.min(overshootNanos + 2 * deviationNanos, MOST_MARGIN_NANOS);
        long sleep = Math.min(waitNanos, LONGEST_NANOS) - margin;
        if (thrifty) {
            sleep = Math.max(sleep, QUANTUM_NANOS);
        }
        if (spinning || sleep <= 0) {
            Thread.onSpinWait();
            return;
        }
        long before = System.nanoTime();
        waker.sleep(sleep, work);
        learn(System.nanoTime() - before - sleep);
    }

    /** A sleep that was cut short teaches nothing. */
    private void learn(long overNanos) {
        if (overNanos >= 0) {
            long error = Math.min(overNanos, MOST_MARGIN_NANOS) - overshootNanos;
            overshootNanos += error >> 3;
            deviationNanos += (Math.abs(error) - deviationNanos) >> 3;
        }
    }
}
