package dev.weir.shaping.core.account;

import dev.weir.shaping.DropReason;

/**
 * What happened to the packets of one rule or one direction. Not thread-safe; counting allocates nothing.
 *
 * <p>Ignored packets are counted apart and in nothing else.
 */
public final class Totals {
    private static final int REASONS = DropReason.values().length;

    private long packetsIn;
    private long bytesIn;
    private long packetsOut;
    private long bytesOut;
    private long packetsIgnored;
    private long bytesIgnored;
    private final long[] packetsDropped = new long[REASONS];
    private final long[] bytesDropped = new long[REASONS];

    /** Creates totals of zero. */
    public Totals() {}

    /**
     * Counts a packet that entered.
     *
     * @param length its length in bytes
     */
    public void in(int length) {
        packetsIn++;
        bytesIn += length;
    }

    /**
     * Counts a packet that was released.
     *
     * @param length its length in bytes
     */
    public void out(int length) {
        packetsOut++;
        bytesOut += length;
    }

    /**
     * Counts a packet that was ignored.
     *
     * @param length its length in bytes
     */
    public void ignored(int length) {
        packetsIgnored++;
        bytesIgnored += length;
    }

    /**
     * Counts a packet that was dropped.
     *
     * @param reason why
     * @param length its length in bytes
     */
    public void dropped(DropReason reason, int length) {
        packetsDropped[reason.ordinal()]++;
        bytesDropped[reason.ordinal()] += length;
    }

    /**
     * Packets that entered.
     *
     * @return 0 or more
     */
    public long packetsIn() {
        return packetsIn;
    }

    /**
     * Bytes that entered.
     *
     * @return 0 or more
     */
    public long bytesIn() {
        return bytesIn;
    }

    /**
     * Packets that were released.
     *
     * @return 0 or more
     */
    public long packetsOut() {
        return packetsOut;
    }

    /**
     * Bytes that were released.
     *
     * @return 0 or more
     */
    public long bytesOut() {
        return bytesOut;
    }

    /**
     * Packets that were ignored.
     *
     * @return 0 or more
     */
    public long packetsIgnored() {
        return packetsIgnored;
    }

    /**
     * Bytes that were ignored.
     *
     * @return 0 or more
     */
    public long bytesIgnored() {
        return bytesIgnored;
    }

    /**
     * Packets dropped for a reason.
     *
     * @param reason why
     * @return 0 or more
     */
    public long packetsDropped(DropReason reason) {
        return packetsDropped[reason.ordinal()];
    }

    /**
     * Bytes dropped for a reason.
     *
     * @param reason why
     * @return 0 or more
     */
    public long bytesDropped(DropReason reason) {
        return bytesDropped[reason.ordinal()];
    }
}
