package dev.weir.shaping.core.account;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.packet.Cells;

/**
 * What happened to a kind of packets. One thread counts, any thread may read; neither waits, and counting allocates nothing.
 *
 * <p>Whoever reads what left before what entered never sees more of the former. Ignored packets are counted apart.
 */
public final class Totals {
    private static final int PACKETS_IN = 0;
    private static final int BYTES_IN = 1;
    private static final int PACKETS_OUT = 2;
    private static final int BYTES_OUT = 3;
    private static final int PACKETS_IGNORED = 4;
    private static final int BYTES_IGNORED = 5;
    private static final int PACKETS_REORDERED = 6;
    private static final int COPIES = 7;
    private static final int DROPS = 8;
    private static final int REASONS = DropReason.values().length;

    private final long[] cells = new long[DROPS + 2 * REASONS];

    /** Creates totals of zero. */
    public Totals() {}

    /**
     * Counts a packet that entered.
     *
     * @param length its length in bytes
     */
    public void in(int length) {
        count(PACKETS_IN, length);
    }

    /**
     * Counts a packet that was released.
     *
     * @param length its length in bytes
     */
    public void out(int length) {
        count(PACKETS_OUT, length);
    }

    /** Counts a packet that was released after one that had entered its flow later. */
    public void reordered() {
        Cells.add(cells, PACKETS_REORDERED, 1);
    }

    /** Counts a packet that entered as a copy of another. */
    public void copied() {
        Cells.add(cells, COPIES, 1);
    }

    /**
     * Counts a packet that was ignored.
     *
     * @param length its length in bytes
     */
    public void ignored(int length) {
        count(PACKETS_IGNORED, length);
    }

    /**
     * Counts a packet that was dropped.
     *
     * @param reason why
     * @param length its length in bytes
     */
    public void dropped(DropReason reason, int length) {
        count(drops(reason), length);
    }

    private void count(int packets, int length) {
        Cells.add(cells, packets, 1);
        Cells.add(cells, packets + 1, length);
    }

    private static int drops(DropReason reason) {
        return DROPS + 2 * reason.ordinal();
    }

    /**
     * Packets that entered.
     *
     * @return 0 or more
     */
    public long packetsIn() {
        return Cells.get(cells, PACKETS_IN);
    }

    /**
     * Bytes that entered.
     *
     * @return 0 or more
     */
    public long bytesIn() {
        return Cells.get(cells, BYTES_IN);
    }

    /**
     * Packets that were released.
     *
     * @return 0 or more
     */
    public long packetsOut() {
        return Cells.get(cells, PACKETS_OUT);
    }

    /**
     * Bytes that were released.
     *
     * @return 0 or more
     */
    public long bytesOut() {
        return Cells.get(cells, BYTES_OUT);
    }

    /**
     * Packets that were released after one that had entered their flow later.
     *
     * @return 0 or more
     */
    public long packetsReordered() {
        return Cells.get(cells, PACKETS_REORDERED);
    }

    /**
     * Packets that entered as copies of others.
     *
     * @return 0 or more
     */
    public long copies() {
        return Cells.get(cells, COPIES);
    }

    /**
     * Packets that were ignored.
     *
     * @return 0 or more
     */
    public long packetsIgnored() {
        return Cells.get(cells, PACKETS_IGNORED);
    }

    /**
     * Bytes that were ignored.
     *
     * @return 0 or more
     */
    public long bytesIgnored() {
        return Cells.get(cells, BYTES_IGNORED);
    }

    /**
     * Packets dropped for a reason.
     *
     * @param reason why
     * @return 0 or more
     */
    public long packetsDropped(DropReason reason) {
        return Cells.get(cells, drops(reason));
    }

    /**
     * Bytes dropped for a reason.
     *
     * @param reason why
     * @return 0 or more
     */
    public long bytesDropped(DropReason reason) {
        return Cells.get(cells, drops(reason) + 1);
    }
}
