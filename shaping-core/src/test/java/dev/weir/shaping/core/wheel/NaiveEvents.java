package dev.weir.shaping.core.wheel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the wheel must do, written to be obviously right: a queue per instant. */
final class NaiveEvents {
    private final TreeMap<Long, ArrayDeque<Long>> queues = new TreeMap<>();
    private int size;
    long nowNanos;
    long dueNanos;
    long event;

    void schedule(long due, long payload) {
        queues.computeIfAbsent(due, instant -> new ArrayDeque<>()).add(payload);
        size++;
    }

    boolean advanceTo(long limit) {
        Map.@Nullable Entry<Long, ArrayDeque<Long>> earliest = queues.firstEntry();
        if (earliest == null || earliest.getKey() > limit) {
            nowNanos = limit;
            return false;
        }
        dueNanos = earliest.getKey();
        nowNanos = dueNanos;
        event = earliest.getValue().remove();
        size--;
        if (earliest.getValue().isEmpty()) {
            queues.remove(dueNanos);
        }
        return true;
    }

    long nextDueNanos() {
        return queues.isEmpty() ? Long.MAX_VALUE : queues.firstKey();
    }

    /** All pending events, by due time and then in order of submission. */
    List<Pending> pending() {
        return queues.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(payload -> new Pending(entry.getKey(), payload)))
                .toList();
    }

    /** A pending event. */
    record Pending(long dueNanos, long event) {}

    int size() {
        return size;
    }

    void clear() {
        queues.clear();
        size = 0;
    }
}
