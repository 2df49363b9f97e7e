package dev.weir.shaping.core.rule;

import dev.weir.shaping.match.TrafficWindow;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What persists for one rule: its data, its counters, and what passed. Engines that are shards of one run share it. Thread-safe; counting a packet is
 * wait-free and allocates nothing.
 */
public final class ContextState {
    private static final int MAX_WINDOWS = 64;

    final AtomicReference<@Nullable Object> tag = new AtomicReference<>();
    final ConcurrentHashMap<String, AtomicLong> counters = new ConcurrentHashMap<>();
    final SharedTraffic traffic = new SharedTraffic();
    private final ConcurrentHashMap<TrafficWindow, SharedTraffic> seen = new ConcurrentHashMap<>();

    /** Nothing has happened yet. */
    public ContextState() {}

    /** The traffic that a condition on a window has seen. */
    SharedTraffic seen(TrafficWindow window) {
        SharedTraffic known = seen.get(window);
        if (known == null && seen.size() >= MAX_WINDOWS) {
            throw new IllegalStateException("rule must ask for at most " + MAX_WINDOWS + " windows: " + window);
        }
        return known == null ? seen.computeIfAbsent(window, each -> new SharedTraffic()) : known;
    }
}
