package dev.weir.capture.relay;

import java.util.PriorityQueue;

/** Things to do at a time, in order of time and then of their setting. Not thread-safe. */
final class Timers {
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long made;

    private record Timer(long nanos, long order, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            long step = nanos - other.nanos;
            return step == 0 ? Long.compare(order, other.order) : Long.signum(step);
        }
    }

    /** At a time of {@link System#nanoTime}. */
    void at(long nanos, Runnable action) {
        timers.add(new Timer(nanos, made++, action));
    }

    void run(long nowNanos) {
        for (Timer next = timers.peek(); next != null && next.nanos - nowNanos <= 0; next = timers.peek()) {
            timers.remove();
            next.action.run();
        }
    }

    long untilNextNanos(long nowNanos) {
        Timer next = timers.peek();
        return next == null ? Long.MAX_VALUE : Math.max(0, next.nanos - nowNanos);
    }
}
