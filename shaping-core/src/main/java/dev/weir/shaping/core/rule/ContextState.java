package dev.weir.shaping.core.rule;

import dev.weir.shaping.Direction;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
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
    private volatile PassedTraffic[] passed = {};

    /** Nothing has happened yet. */
    public ContextState() {}

    /** The counts of one more engine. */
    synchronized PassedTraffic join(WallClock clock) {
        PassedTraffic own = new PassedTraffic(clock);
        PassedTraffic[] more = Arrays.copyOf(passed, passed.length + 1);
        more[more.length - 1] = own;
        passed = more;
        return own;
    }

    /** Bytes that passed all engines. */
    long bytes(Direction direction) {
        long sum = 0;
        for (PassedTraffic engine : passed) {
            sum += engine.bytes(direction);
        }
        return sum;
    }

    /** Bytes that had passed all engines when a bucket began. */
    long bytesBefore(BucketWidth width, long bucket, Direction direction) {
        long sum = 0;
        for (PassedTraffic engine : passed) {
            sum += engine.bytesBefore(width, bucket, direction);
        }
        return sum;
    }
}
