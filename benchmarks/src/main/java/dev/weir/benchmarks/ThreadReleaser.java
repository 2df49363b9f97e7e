package dev.weir.benchmarks;

import dev.weir.shaping.core.account.DelayHistogram;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What releasers with a thread of the JDK's have in common: the thread, and a record of the errors, which the thread alone writes. */
abstract class ThreadReleaser implements Releaser {
    private final DelayHistogram late = new DelayHistogram();
    private long early;
    private @Nullable Thread thread;

    final Thread start(Runnable loop) {
        thread = new Thread(loop, "releaser");
        return thread;
    }

    /** On the releasing thread. */
    final void released(long dueNanos) {
        long error = System.nanoTime() - dueNanos;
        if (error < 0) {
            early++;
        } else {
            late.record(error);
        }
    }

    @Override
    public final Thread thread() {
        return Objects.requireNonNull(thread);
    }

    /** After the thread has ended, or while it is idle. */
    @Override
    public final ReleaseErrors errors() {
        return ReleaseErrors.of(late, early);
    }

    final void join() {
        try {
            thread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
