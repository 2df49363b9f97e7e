package dev.weir.capture.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/** The last events of a relay. Thread-safe. */
final class EventLog {
    private static final int MOST = 100;

    private final long startNanos = System.nanoTime();
    private final ArrayDeque<RelayEvent> events = new ArrayDeque<>();

    synchronized void add(String text) {
        if (events.size() == MOST) {
            events.remove();
        }
        events.add(new RelayEvent(Duration.ofNanos(System.nanoTime() - startNanos), text));
    }

    synchronized List<RelayEvent> events() {
        return List.copyOf(events);
    }

    synchronized void clear() {
        events.clear();
    }
}
