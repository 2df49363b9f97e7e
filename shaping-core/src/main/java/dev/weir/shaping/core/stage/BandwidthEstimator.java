package dev.weir.shaping.core.stage;

import dev.weir.shaping.BandwidthDetection;

/**
 * Finds out what a link can carry: the most that passed within one second of logical time.
 *
 * <p>Not thread-safe; allocates nothing. See {@link BandwidthDetection} for when it measures anew.
 */
public final class BandwidthEstimator {
    /*
     * Time is cut into seconds, and these into slots of 100 ms. A second is full if something passed in each of its slots, and if no measurement began or
     * ended within it. Only a full second shows what the link carries: of another it is not known whether the link or its users were the limit.
     */
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int SLOTS = 10;
    private static final long SLOT_NANOS = SECOND_NANOS / SLOTS;
    private static final long PROBE_NANOS = 5 * SECOND_NANOS;

    private final double share;
    private final long intervalNanos;
    private long slotEndNanos = SLOT_NANOS;
    private long secondEndNanos = SECOND_NANOS;
    private long phaseEndNanos = PROBE_NANOS;
    /** When one of the three ends next. */
    private long turnNanos = SLOT_NANOS;

    private boolean busy;
    private int busySlots;
    private long bytes;
    private long estimate;
    private long measured;
    private boolean full;
    private boolean probing = true;

    BandwidthEstimator(BandwidthDetection detection) {
        share = detection.share();
        intervalNanos = detection.interval().toNanos();
    }

    void record(int length) {
        bytes += length;
        if (!busy) {
            busy = true;
            busySlots++;
        }
    }

    /** Moves time on; true if the usable bandwidth may have changed. */
    boolean turnTo(long nowNanos) {
        if (nowNanos < turnNanos) {
            return false;
        }
        if (nowNanos >= slotEndNanos) {
            busy = false;
            slotEndNanos = endOf(nowNanos, SLOT_NANOS);
        }
        if (nowNanos >= secondEndNanos) {
            closeSecond();
            secondEndNanos = endOf(nowNanos, SECOND_NANOS);
        }
        if (nowNanos >= phaseEndNanos) {
            turnPhases(nowNanos);
        }
        turnNanos = Math.min(slotEndNanos, phaseEndNanos);
        return true;
    }

    private static long endOf(long nowNanos, long unitNanos) {
        return StageSpace.later(nowNanos / unitNanos * unitNanos, unitNanos);
    }

    private void closeSecond() {
        full |= busySlots == SLOTS;
        busySlots = 0;
        if (probing) {
            measured = Math.max(measured, bytes);
        } else {
            estimate = Math.max(estimate, bytes);
        }
        bytes = 0;
    }

    /** Steps over whole cycles in which nothing passed at once. */
    private void turnPhases(long nowNanos) {
        turnPhase();
        long cycle = estimate == 0 ? PROBE_NANOS : intervalNanos + PROBE_NANOS;
        if (nowNanos - phaseEndNanos > cycle) {
            phaseEndNanos += (nowNanos - phaseEndNanos) / cycle * cycle;
        }
        while (nowNanos >= phaseEndNanos && phaseEndNanos != Long.MAX_VALUE) {
            turnPhase();
        }
    }

    private void turnPhase() {
        if (probing && full) {
            estimate = measured;
        }
        probing = estimate == 0 || !probing;
        measured = 0;
        full = false;
        busySlots = 0;
        long length = intervalNanos == 0 ? Long.MAX_VALUE : intervalNanos;
        phaseEndNanos = StageSpace.later(phaseEndNanos, probing ? PROBE_NANOS : length);
    }

    /**
     * What the link can carry; during the first measurement, the most it has carried so far.
     *
     * @return bytes per second, 0 if unknown
     */
    public long bytesPerSecond() {
        return estimate == 0 ? measured : estimate;
    }

    /** What is handed out, 0 for everything. */
    long usableBitsPerSecond() {
        return probing ? 0 : Math.max(8, (long) (8 * estimate * share));
    }
}
