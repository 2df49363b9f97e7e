package dev.weir.benchmarks;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Offers packets at a steady rate, each when its time has come, and sleeps in between. For one thread. */
final class Producer {
    private static final long SECOND = 1_000_000_000L;
    private static final long NAP_NANOS = 50_000;

    private final LiveContestant contestant;
    private final long perSecond;
    private final long[] arrivals;
    private final long startNanos = System.nanoTime();
    private long offered;
    private int taken;

    Producer(LiveContestant contestant, long perSecond, int most) {
        this.contestant = contestant;
        this.perSecond = perSecond;
        arrivals = new long[most];
    }

    /** Goes on until some time after the start. */
    void until(long nanos) {
        long now = System.nanoTime();
        while (now - startNanos < nanos) {
            long due = (now - startNanos) * perSecond / SECOND;
            for (; offered < due && taken < arrivals.length; offered++) {
                arrivals[taken] = System.nanoTime();
                if (contestant.offer(taken)) {
                    taken++;
                }
            }
            LockSupport.parkNanos(NAP_NANOS);
            now = System.nanoTime();
        }
    }

    long startNanos() {
        return startNanos;
    }

    /** When each packet was offered that was taken. */
    long[] arrivals() {
        return Arrays.copyOf(arrivals, taken);
    }
}
