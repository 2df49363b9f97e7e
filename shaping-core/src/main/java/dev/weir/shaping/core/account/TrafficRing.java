package dev.weir.shaping.core.account;

import dev.weir.shaping.core.packet.Cells;
import java.util.Arrays;

/**
 * What had passed when each of the latest buckets of time began, for buckets of one width. One thread turns it, any thread may read.
 *
 * <p>Turning allocates only while the ring grows to its bound, and waits for nobody.
 */
public final class TrafficRing {
    /*
     * A bucket's traffic is the difference of what had passed at its start and at the start of the next, so a packet costs nothing here, and buckets of
     * whatever width sum to the same total.
     *
     * The ring is larger than what is shown. The limit tells up to where starts are being written, the newest up to where they are. A reader copies the
     * starts; if the limit shows that one of them may have been written over meanwhile, it copies again.
     */
    private static final int NEWEST = 0;
    private static final int LIMIT = 1;
    private static final int FIRST_CAPACITY = 8;

    private final int fields;
    private final int window;
    private final int capacity;
    private final long first;
    private final long[] marks = new long[2];
    private volatile long[] starts;

    /**
     * A ring.
     *
     * @param fields the counts that are kept
     * @param window the buckets shown
     * @param first the number of the bucket in which the run starts; nothing has passed before
     */
    public TrafficRing(int fields, int window, long first) {
        this.fields = fields;
        this.starts = new long[FIRST_CAPACITY * fields];
        this.window = window;
        this.capacity = Integer.highestOneBit(window) << 1;
        this.first = first;
        Arrays.fill(marks, first);
    }

    private int place(long[] array, long bucket) {
        return (int) (bucket - first & array.length / fields - 1) * fields;
    }

    /**
     * Writer: time has come to a bucket.
     *
     * @param bucket its number
     * @param passed what has passed by now
     */
    public void turnTo(long bucket, long[] passed) {
        long newest = marks[NEWEST];
        if (bucket <= newest) {
            return;
        }
        Cells.set(marks, LIMIT, bucket);
        long[] array = room(bucket);
        for (long next = Math.max(newest + 1, bucket - capacity + 1); next <= bucket; next++) {
            int place = place(array, next);
            for (int field = 0; field < fields; field++) {
                Cells.set(array, place + field, passed[field]);
            }
        }
        Cells.set(marks, NEWEST, bucket);
    }

    private long[] room(long bucket) {
        long[] array = starts;
        long buckets = Math.min(capacity, bucket - first + 1);
        if (buckets * fields > array.length) {
            int size = array.length;
            while (size < buckets * fields) {
                size *= 2;
            }
            array = Arrays.copyOf(array, size);
            starts = array;
        }
        return array;
    }

    /**
     * Reader: what had passed when a bucket began. Of a bucket that the ring no longer has, what had passed when its oldest began. Takes the same time whatever the
     * bucket.
     *
     * @param bucket its number; one to come begins with what has passed by now
     * @param field which of the counts
     * @param passed what has passed by now
     * @return 0 or more
     */
    public long passedBefore(long bucket, int field, long[] passed) {
        long wanted = bucket;
        while (true) {
            if (wanted <= first) {
                return 0;
            }
            if (wanted > Cells.get(marks, NEWEST)) {
                return Cells.get(passed, field);
            }
            long[] array = starts;
            long value = Cells.get(array, place(array, wanted) + field);
            long oldest = Cells.get(marks, LIMIT) - capacity + 1;
            if (wanted >= oldest) {
                return value;
            }
            wanted = oldest;
        }
    }

    /** Reader: the buckets shown, up to now; of a ring with the fields of a log. */
    TrafficBuckets read(long[] passed) {
        while (true) {
            long newest = Cells.get(marks, NEWEST);
            long oldest = Math.max(first, newest - window + 1);
            int buckets = (int) (newest - oldest + 1);
            long[] copy = new long[(buckets + 1) * fields];
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

    private void copy(long[] from, int place, long[] to, int bucket) {
        for (int field = 0; field < fields; field++) {
            to[bucket * fields + field] = Cells.get(from, place + field);
        }
    }
}
