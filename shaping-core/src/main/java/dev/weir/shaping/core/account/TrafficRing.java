package dev.weir.shaping.core.account;

import dev.weir.shaping.core.packet.Cells;
import java.util.Arrays;

/**
 * What had passed when each of the latest buckets of time began, for buckets of one width. One thread turns it, any thread may read.
 *
 * <p>Turning allocates only while the ring grows to its bound, and waits for nobody.
 */
final class TrafficRing {
    /*
     * A bucket's traffic is the difference of what had passed at its start and at the start of the next, so a packet costs nothing here, and buckets of
     * whatever width sum to the same total.
     *
     * The ring is larger than what is shown. The limit tells up to where starts are being written, the newest up to where they are. A reader copies the
     * starts; if the limit shows that one of them may have been written over meanwhile, it copies again.
     */
    private static final int FIELDS = TrafficLog.FIELDS;
    private static final int NEWEST = 0;
    private static final int LIMIT = 1;
    private static final int FIRST_CAPACITY = 8;

    private final int window;
    private final int capacity;
    private final long first;
    private final long[] marks = new long[2];
    private volatile long[] starts = new long[FIRST_CAPACITY * FIELDS];

    /**
     * A ring.
     *
     * @param window the buckets shown
     * @param first the number of the bucket in which the run starts
     */
    TrafficRing(int window, long first) {
        this.window = window;
        this.capacity = Integer.highestOneBit(window) << 1;
        this.first = first;
        Arrays.fill(marks, first);
    }

    private int place(long[] array, long bucket) {
        return (int) (bucket - first & array.length / FIELDS - 1) * FIELDS;
    }

    /** Writer: time has come to a bucket, and this much has passed. */
    void turnTo(long bucket, long[] passed) {
        long newest = marks[NEWEST];
        if (bucket <= newest) {
            return;
        }
        Cells.set(marks, LIMIT, bucket);
        long[] array = room(bucket);
        for (long next = Math.max(newest + 1, bucket - capacity + 1); next <= bucket; next++) {
            int place = place(array, next);
            for (int field = 0; field < FIELDS; field++) {
                Cells.set(array, place + field, passed[field]);
            }
        }
        Cells.set(marks, NEWEST, bucket);
    }

    private long[] room(long bucket) {
        long[] array = starts;
        long buckets = Math.min(capacity, bucket - first + 1);
        if (buckets * FIELDS > array.length) {
            int size = array.length;
            while (size < buckets * FIELDS) {
                size *= 2;
            }
            array = Arrays.copyOf(array, size);
            starts = array;
        }
        return array;
    }

    /** Reader: the buckets shown, up to now. */
    TrafficBuckets read(long[] passed) {
        while (true) {
            long newest = Cells.get(marks, NEWEST);
            long oldest = Math.max(first, newest - window + 1);
            int buckets = (int) (newest - oldest + 1);
            long[] copy = new long[(buckets + 1) * FIELDS];
            long[] array = starts;
            for (int i = 0; i < buckets; i++) {
                copy(array, place(array, oldest + i), copy, i);
            }
            copy(passed, 0, copy, buckets);
            if (Cells.get(marks, NEWEST) != newest) {
                array = starts;
                copy(array, place(array, newest + 1), copy, buckets);
            }
            if (Cells.get(marks, LIMIT) - oldest < capacity) {
                return new TrafficBuckets(oldest, copy);
            }
            Thread.onSpinWait();
        }
    }

    private static void copy(long[] from, int place, long[] to, int bucket) {
        for (int field = 0; field < FIELDS; field++) {
            to[bucket * FIELDS + field] = Cells.get(from, place + field);
        }
    }
}
