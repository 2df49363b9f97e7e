package dev.weir.benchmarks;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import java.util.concurrent.TimeUnit;

/** Netty's hashed wheel, with a tick of a millisecond. */
final class NettyTimers implements LiveTimers, TimerTask {
    private static final int TICK_MILLIS = 1;

    private final Thread[] thread = new Thread[1];
    private final HashedWheelTimer timer;
    private final Fired fired;
    private volatile boolean ended;

    NettyTimers(Fired fired) {
        this.fired = fired;
        timer = new HashedWheelTimer(
                loop -> {
                    thread[0] = new Thread(loop, "measured-timers");
                    return thread[0];
                },
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void set(long delayNanos) {
        timer.newTimeout(this, delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Setting the first has started it. */
    @Override
    public void start() {
        timer.start();
    }

    @Override
    public void run(Timeout timeout) {
        if (!ended) {
            set(fired.nextDelayNanos());
        }
    }

    @Override
    public Thread thread() {
        return thread[0];
    }

    @Override
    public void close() {
        ended = true;
        timer.stop();
    }
}
