package dev.weir.shaping.core.rule;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.account.TrafficRing;
import dev.weir.shaping.core.packet.Cells;

/**
 * What passed one engine under one rule, in all and in the latest buckets of some widths. The engine's thread counts, any thread may read; neither waits.
 *
 * <p>Counting a packet is an addition. Once a second of logical time a bucket begins, which allocates only while the rings grow to their bounds, 72 KiB for all widths.
 */
final class PassedTraffic {
    private static final int FIELDS = Direction.values().length;

    private final WallClock clock;
    private final BucketWidth[] widths;
    private final long[] passed = new long[FIELDS];
    /** By width; none before the first packet. */
    private volatile TrafficRing[] rings = {};

    private long turnNanos = Long.MIN_VALUE;

    /** Counts for windows of some widths of buckets: one, or all of them. */
    PassedTraffic(WallClock clock, BucketWidth... widths) {
        this.clock = clock;
        this.widths = widths;
    }

    void count(Direction direction, int length) {
        if (clock.nanos() >= turnNanos) {
            turn(clock.epochSecond());
        }
        Cells.add(passed, direction.ordinal(), length);
    }

    private void turn(long epochSecond) {
        TrafficRing[] known = rings;
        if (known.length == 0) {
            known = rings(epochSecond);
            rings = known;
        }
        for (int width = 0; width < known.length; width++) {
            known[width].turnTo(widths[width].bucket(epochSecond), passed);
        }
        turnNanos = clock.nanosAt(epochSecond + 1);
    }

    private TrafficRing[] rings(long firstSecond) {
        TrafficRing[] rings = new TrafficRing[widths.length];
        for (int width = 0; width < rings.length; width++) {
            rings[width] = new TrafficRing(FIELDS, widths[width].mostBuckets, widths[width].bucket(firstSecond));
        }
        return rings;
    }

    long bytes(Direction direction) {
        return Cells.get(passed, direction.ordinal());
    }

    /** What had passed when a bucket began. */
    long bytesBefore(BucketWidth width, long bucket, Direction direction) {
        TrafficRing[] known = rings;
        int place = known.length == 1 ? 0 : width.ordinal();
        return known.length == 0 ? 0 : known[place].passedBefore(bucket, direction.ordinal(), passed);
    }
}
