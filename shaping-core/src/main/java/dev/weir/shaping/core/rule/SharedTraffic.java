package dev.weir.shaping.core.rule;

import dev.weir.shaping.Direction;
import java.util.Arrays;

/** What passed, counted by each engine for itself. Engines that are shards of one run share it. Thread-safe; reading is wait-free and allocates nothing. */
final class SharedTraffic {
    private volatile PassedTraffic[] engines = {};

    /** Counts of one more engine. */
    synchronized PassedTraffic join(PassedTraffic own) {
        PassedTraffic[] more = Arrays.copyOf(engines, engines.length + 1);
        more[more.length - 1] = own;
        engines = more;
        return own;
    }

    /** Bytes that passed all engines. */
    long bytes(Direction direction) {
        long sum = 0;
        for (PassedTraffic engine : engines) {
            sum += engine.bytes(direction);
        }
        return sum;
    }

    /** Bytes that had passed all engines when a bucket began. */
    long bytesBefore(BucketWidth width, long bucket, Direction direction) {
        long sum = 0;
        for (PassedTraffic engine : engines) {
            sum += engine.bytesBefore(width, bucket, direction);
        }
        return sum;
    }
}
