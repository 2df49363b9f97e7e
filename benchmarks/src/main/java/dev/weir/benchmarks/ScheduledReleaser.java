package dev.weir.benchmarks;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A task per item, on a {@link ScheduledThreadPoolExecutor} with one thread. */
final class ScheduledReleaser extends ThreadReleaser {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, this::start);

    ScheduledReleaser() {
        executor.prestartAllCoreThreads();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nothing in the task throws
    public void submit(long delayNanos) {
        long dueNanos = System.nanoTime() + delayNanos;
        executor.schedule(() -> released(dueNanos), delayNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        join();
    }
}
