package dev.weir.shaping.core.account;

import dev.weir.shaping.DropReason;

/** What happened to a kind of packets, and how long they were held. One thread counts, any thread may read; neither waits. */
public final class Account {
    private final Totals totals = new Totals();
    private final DelayHistogram delay = new DelayHistogram();

    /** Creates an empty account. */
    public Account() {}

    /**
     * Counts a packet that entered.
     *
     * @param length its length in bytes
     */
    public void in(int length) {
        totals.in(length);
    }

    /**
     * Counts a packet that was released.
     *
     * @param length its length in bytes
     * @param delayNanos how long it was held
     */
    public void out(int length, long delayNanos) {
        totals.out(length);
        delay.record(delayNanos);
    }

    /** Counts a packet that was released after one that had entered its flow later. */
    public void reordered() {
        totals.reordered();
    }

    /** Counts a packet that entered as a copy of another. */
    public void copied() {
        totals.copied();
    }

    /**
     * Counts a packet that was ignored.
     *
     * @param length its length in bytes
     */
    public void ignored(int length) {
        totals.ignored(length);
    }

    /**
     * Counts a packet that was dropped.
     *
     * @param reason why
     * @param length its length in bytes
     */
    public void dropped(DropReason reason, int length) {
        totals.dropped(reason, length);
    }

    /**
     * Packets and bytes.
     *
     * @return the totals, for readers
     */
    public Totals totals() {
        return totals;
    }

    /**
     * How long released packets were held.
     *
     * @return the histogram, for readers
     */
    public DelayHistogram delay() {
        return delay;
    }
}
