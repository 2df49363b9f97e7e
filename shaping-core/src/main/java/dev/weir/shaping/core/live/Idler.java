package dev.weir.shaping.core.live;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Passes the time until something is due: spins, or sleeps for all but the time by which sleeps tend to be too long. Never early. */
final class Idler {
    /*
     * The margin follows a quantile: a sleep that was longer than asked by more than the margin raises it by 31 steps, another lowers it by one, so that
     * in the long run one of 32 is. How much longer does not matter, or one that took milliseconds would have the thread spin for seconds.
     */
    private static final long LONGEST_NANOS = 100_000_000;
    private static final long QUANTUM_NANOS = 250_000;
    private static final long STEP_NANOS = 200;
    private static final long STEPS_UP = 31;
    private static final long LEAST_MARGIN_NANOS = 5_000;
    private static final long MOST_MARGIN_NANOS = 250_000;
    private final boolean spinning;
    private final boolean thrifty;
    private long marginNanos = 80_000;

    Idler(boolean spinning, boolean thrifty) {
        this.spinning = spinning;
        this.thrifty = thrifty;
    }

    boolean thrifty() {
        return thrifty;
    }

    /** Passes some of the time. {@code busy}: packets have come since the last time. Answers whether the thread slept. */
    boolean idle(long waitNanos, boolean busy, Waker waker, BooleanSupplier work) {
        long wait = Math.min(waitNanos, LONGEST_NANOS);
        if (thrifty) {
            saveWork(wait, busy, waker, work);
            return true;
        }
        long sleep = wait - marginNanos;
        if (spinning || sleep <= 0) {
            Thread.onSpinWait();
            return false;
        }
        long before = System.nanoTime();
        waker.sleep(sleep, work);
        learn(System.nanoTime() - before - sleep);
        return true;
    }

    /** After packets, sleeps for a quantum whoever calls, so that the next ones come together and their producers need not wake the thread. */
    private static void saveWork(long waitNanos, boolean busy, Waker waker, BooleanSupplier work) {
        if (busy) {
            LockSupport.parkNanos(QUANTUM_NANOS);
        } else {
            waker.sleep(Math.max(waitNanos, QUANTUM_NANOS), work);
        }
    }

    /** A sleep that was cut short teaches nothing. */
    void learn(long overNanos) {
        if (overNanos > marginNanos) {
            marginNanos = Math.min(marginNanos + STEPS_UP * STEP_NANOS, MOST_MARGIN_NANOS);
        } else if (overNanos >= 0) {
            marginNanos = Math.max(marginNanos - STEP_NANOS, LEAST_MARGIN_NANOS);
        }
    }

    long marginNanos() {
        return marginNanos;
    }
}
