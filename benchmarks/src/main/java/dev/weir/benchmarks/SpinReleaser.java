package dev.weir.benchmarks;

/**
 * The noise floor: a thread that does nothing but spin until its next item is due, the items being evenly spaced. What it is late by, the machine took.
 */
final class SpinReleaser extends ThreadReleaser {
    private final long spacingNanos;
    private volatile boolean closed;

    SpinReleaser(int perSecond) {
        spacingNanos = 1_000_000_000L / perSecond;
        start(this::run).start();
    }

    private void run() {
        long dueNanos = System.nanoTime() + spacingNanos;
        while (!closed) {
            if (System.nanoTime() - dueNanos >= 0) {
                released(dueNanos);
                dueNanos += spacingNanos;
            } else {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void submit(long delayNanos) {}

    @Override
    public void close() {
        closed = true;
        join();
    }
}
