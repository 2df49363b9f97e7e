package dev.weir.benchmarks;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The scheduler of the JDK. */
final class JdkTimers implements LiveTimers {
    private final Thread[] thread = new Thread[1];
    private final ScheduledThreadPoolExecutor executor;
    private final Fired fired;

    JdkTimers(Fired fired) {
        this.fired = fired;
        executor = new ScheduledThreadPoolExecutor(1, loop -> {
            thread[0] = new Thread(loop, "measured-timers");
            return thread[0];
        });
        executor.prestartAllCoreThreads();
    }

    @Override
    public void set(long delayNanos) {
        var unused = executor.schedule(() -> set(fired.nextDelayNanos()), delayNanos, TimeUnit.NANOSECONDS);
    }

    /** It runs from the first. */
    @Override
    public void start() {}

    @Override
    public Thread thread() {
        return thread[0];
    }

    @Override
    public void close() {
        executor.shutdownNow();
        Uninterruptibles.awaitTerminationUninterruptibly(executor);
    }
}
