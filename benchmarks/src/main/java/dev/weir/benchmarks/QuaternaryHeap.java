package dev.weir.benchmarks;

import java.util.Arrays;

/** A 4-ary heap of (due, sequence number, event) in flat arrays, written by hand: what one has without a wheel. */
final class QuaternaryHeap implements PendingEvents {
    private long[] due = new long[64];
    private long[] sequence = new long[64];
    private long[] event = new long[64];
    private int size;
    private long submitted;

    @Override
    public void schedule(long dueNanos, long newEvent) {
        if (size == due.length) {
            due = Arrays.copyOf(due, 2 * size);
            sequence = Arrays.copyOf(sequence, 2 * size);
            event = Arrays.copyOf(event, 2 * size);
        }
        int hole = size++;
        while (hole > 0 && dueNanos < due[hole - 1 >> 2]) {
            move(hole - 1 >> 2, hole);
            hole = hole - 1 >> 2;
        }
        set(hole, dueNanos, newEvent);
    }

    @Override
    public long postponeEarliest(long delayNanos) {
        long earliest = event[0];
        long dueNanos = due[0] + delayNanos;
        int hole = 0;
        for (int child = earliestChild(hole); child != hole && due[child] <= dueNanos; child = earliestChild(hole)) {
            move(child, hole);
            hole = child;
        }
        set(hole, dueNanos, earliest);
        return earliest;
    }

    private int earliestChild(int parent) {
        int child = 4 * parent + 1;
        int end = Math.min(child + 4, size);
        int earliest = child < end ? child : parent;
        while (++child < end) {
            if (due[child] < due[earliest] || (due[child] == due[earliest] && sequence[child] < sequence[earliest])) {
                earliest = child;
            }
        }
        return earliest;
    }

    private void move(int from, int to) {
        due[to] = due[from];
        sequence[to] = sequence[from];
        event[to] = event[from];
    }

    private void set(int index, long dueNanos, long newEvent) {
        due[index] = dueNanos;
        sequence[index] = submitted++;
        event[index] = newEvent;
    }
}
