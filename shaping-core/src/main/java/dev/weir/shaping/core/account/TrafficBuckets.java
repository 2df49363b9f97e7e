package dev.weir.shaping.core.account;

/** A copy of consecutive buckets of time, and what passed in each. Immutable. */
public final class TrafficBuckets {
    private final long first;
    private final long[] starts;

    TrafficBuckets(long first, long[] starts) {
        this.first = first;
        this.starts = starts;
    }

    /**
     * The number of buckets.
     *
     * @return 1 or more
     */
    public int size() {
        return starts.length / TrafficLog.FIELDS - 1;
    }

    /**
     * The number of a bucket: seconds, minutes or hours since 1970 in UTC, or days since 1970 in the zone.
     *
     * @param index 0 for the oldest
     * @return the number
     */
    public long number(int index) {
        return first + index;
    }

    private long passed(int index, int field) {
        int place = index * TrafficLog.FIELDS + field;
        return starts[place + TrafficLog.FIELDS] - starts[place];
    }

    /**
     * Incoming packets that passed.
     *
     * @param index 0 for the oldest
     * @return 0 or more
     */
    public long packetsIncoming(int index) {
        return passed(index, TrafficLog.PACKETS_INCOMING);
    }

    /**
     * Incoming bytes that passed.
     *
     * @param index 0 for the oldest
     * @return 0 or more
     */
    public long bytesIncoming(int index) {
        return passed(index, TrafficLog.BYTES_INCOMING);
    }

    /**
     * Outgoing packets that passed.
     *
     * @param index 0 for the oldest
     * @return 0 or more
     */
    public long packetsOutgoing(int index) {
        return passed(index, TrafficLog.PACKETS_OUTGOING);
    }

    /**
     * Outgoing bytes that passed.
     *
     * @param index 0 for the oldest
     * @return 0 or more
     */
    public long bytesOutgoing(int index) {
        return passed(index, TrafficLog.BYTES_OUTGOING);
    }
}
