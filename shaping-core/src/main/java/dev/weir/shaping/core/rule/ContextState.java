package dev.weir.shaping.core.rule;

import dev.weir.shaping.Direction;
import dev.weir.shaping.match.TrafficWindow;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What persists for one rule: its data, its counters, and what passed. Engines that are shards of one run share it. Thread-safe; counting a packet is
 * wait-free and allocates nothing.
 */
public final class ContextState {
    final AtomicReference<@Nullable Object> tag = new AtomicReference<>();
    final ConcurrentHashMap<String, AtomicLong> counters = new ConcurrentHashMap<>();
    private static final int MAX_WINDOWS = 64;
    private final ConcurrentHashMap<TrafficWindow, SlidingWindow> windows = new ConcurrentHashMap<>();
    private final List<Passed> passed = new CopyOnWriteArrayList<>();

    /** Nothing has happened yet. */
    public ContextState() {}

    /** What passed one engine: its thread counts, any thread reads. */
    static final class Passed {
        private final AtomicLong downloaded = new AtomicLong();
        private final AtomicLong uploaded = new AtomicLong();

        private AtomicLong way(Direction direction) {
            return direction == Direction.INCOMING ? downloaded : uploaded;
        }

        void count(Direction direction, int length) {
            AtomicLong total = way(direction);
            total.setRelease(total.getPlain() + length);
        }
    }

    /** Traffic in a time that ends now, counted for all engines together. */
    SlidingWindow window(TrafficWindow window, WallClock clock) {
        SlidingWindow known = windows.get(window);
        if (known == null && windows.size() >= MAX_WINDOWS) {
            throw new IllegalStateException("rule must ask for at most " + MAX_WINDOWS + " windows: " + window);
        }
        return known == null ? windows.computeIfAbsent(window, each -> new SlidingWindow(each, clock)) : known;
    }

    /** The counts of one more engine. */
    Passed join() {
        Passed own = new Passed();
        passed.add(own);
        return own;
    }

    /** Bytes that passed all engines. */
    long bytes(Direction direction) {
        long sum = 0;
        for (int i = 0; i < passed.size(); i++) {
            sum += passed.get(i).way(direction).getAcquire();
        }
        return sum;
    }
}
