package dev.weir.capture.relay;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Wakes threads that wait for something that the relay's thread does. Thread-safe. */
final class Signal {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Something changed. */
    synchronized void raise() {
        notifyAll();
    }

    /**
     * Waits until something holds.
     *
     * @throws RelayTimeoutException if it does not in time
     * @throws IllegalStateException if the thread is interrupted, which it stays
     */
    synchronized void await(BooleanSupplier condition, Duration timeout, Supplier<String> problem) {
        long end = System.nanoTime() + Times.require("timeout", timeout).toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new RelayTimeoutException(problem.get());
            }
            try {
                wait(left / NANOS_PER_MILLI + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted: " + problem.get(), e);
            }
        }
    }
}
