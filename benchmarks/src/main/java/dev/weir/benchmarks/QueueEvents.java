package dev.weir.benchmarks;

import java.util.Queue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** A queue of the JDK, its entries reused: {@code PriorityQueue} or {@code DelayQueue} under a virtual clock. */
final class QueueEvents implements PendingEvents {
    private final Queue<Entry> queue;
    private long submitted;

    QueueEvents(Queue<Entry> queue) {
        this.queue = queue;
    }

    @Override
    public void schedule(long dueNanos, long event) {
        add(new Entry(event), dueNanos);
    }

    @Override
    public long postponeEarliest(long delayNanos) {
        Entry entry = queue.remove();
        add(entry, entry.dueNanos + delayNanos);
        return entry.event;
    }

    private void add(Entry entry, long dueNanos) {
        entry.dueNanos = dueNanos;
        entry.sequence = submitted++;
        queue.add(entry);
    }

    /** An event that is always due, so that a delay queue gives up its earliest at once. */
    static final class Entry implements Delayed {
        private final long event;
        private long dueNanos;
        private long sequence;

        Entry(long event) {
            this.event = event;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            Entry entry = (Entry) other;
            int order = Long.compare(dueNanos, entry.dueNanos);
            return order != 0 ? order : Long.compare(sequence, entry.sequence);
        }
    }
}
