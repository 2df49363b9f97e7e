package dev.weir.benchmarks;

import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** A thread that takes items from a {@link DelayQueue}. */
final class DelayQueueReleaser extends ThreadReleaser {
    private final DelayQueue<Item> queue = new DelayQueue<>();

    private record Item(long dueNanos) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(dueNanos - ((Item) other).dueNanos);
        }
    }

    DelayQueueReleaser() {
        start(this::run).start();
    }

    private void run() {
        try {
            while (true) {
                released(queue.take().dueNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void submit(long delayNanos) {
        queue.add(new Item(System.nanoTime() + delayNanos));
    }

    @Override
    public void close() {
        thread().interrupt();
        join();
    }
}
