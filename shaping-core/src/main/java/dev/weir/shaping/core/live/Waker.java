package dev.weir.shaping.core.live;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lets one thread sleep until another has work for it. The sleeper announces itself, then looks again; the other publishes, then looks. */
final class Waker {
    private volatile @Nullable Thread sleeper;

    /** Sleeps unless there is work; may return early. */
    void sleep(long nanos, BooleanSupplier work) {
        sleeper = Thread.currentThread();
        VarHandle.fullFence();
        if (!work.getAsBoolean()) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null;
    }

    /** Ends the sleep if there is one; call after publishing the work. */
    void wake() {
        VarHandle.fullFence();
        Thread thread = sleeper;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
