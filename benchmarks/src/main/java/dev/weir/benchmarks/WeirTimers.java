package dev.weir.benchmarks;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.weir.shaping.core.wheel.EventWheel;
import java.util.concurrent.locks.LockSupport;

/** Our wheel, driven by a thread that sleeps a millisecond at a time, as Netty's does. */
final class WeirTimers implements LiveTimers {
    private static final long TICK_NANOS = 1_000_000;

    private final EventWheel wheel = new EventWheel();
    private final Fired fired;
    private final Thread thread = new Thread(this::run, "measured-timers");
    private final long originNanos = System.nanoTime();
    private volatile boolean ended;
    private long nowNanos;

    WeirTimers(Fired fired) {
        this.fired = fired;
    }

    @Override
    public void set(long delayNanos) {
        wheel.schedule(nowNanos + delayNanos, 0);
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        while (!ended) {
            nowNanos = Math.max(nowNanos, System.nanoTime() - originNanos);
            while (wheel.advanceTo(nowNanos)) {
                set(fired.nextDelayNanos());
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    @Override
    public Thread thread() {
        return thread;
    }

    @Override
    public void close() {
        ended = true;
        Uninterruptibles.joinUninterruptibly(thread);
    }
}
