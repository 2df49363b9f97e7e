package dev.weir.shaping.core.stage;

import java.util.concurrent.atomic.AtomicLongArray;

/** What several engines have used up of one quota in one period. Thread-safe; lock-free; allocates nothing. */
final class QuotaCount {
    private final AtomicLongArray bytes = new AtomicLongArray(2);
    private volatile boolean reached;

    void add(int way, int length) {
        bytes.getAndAdd(way, length);
    }

    long bytes(int way) {
        return bytes.get(way);
    }

    boolean reached() {
        return reached;
    }

    void reach() {
        reached = true;
    }
}
