package dev.weir.shaping.core.stage;

import dev.weir.shaping.BandwidthDetection;

/**
 * Finds out what a link can carry: the most that passed within one second of logical time.
 *
 * <p>Not thread-safe; allocates nothing. See {@link BandwidthDetection} for when it measures anew.
 */
public final class BandwidthEstimator {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long PROBE_NANOS = 5 * SECOND_NANOS;

    private final double share;
    private final long intervalNanos;
    private long second;
    private long secondEndNanos = SECOND_NANOS;
    private long bytes;
    private long estimate;
    private long measured;
    private long phaseEndNanos;
    private boolean probing;

    BandwidthEstimator(BandwidthDetection detection) {
        share = detection.share();
        intervalNanos = detection.interval().toNanos();
        phaseEndNanos = intervalNanos == 0 ? Long.MAX_VALUE : intervalNanos;
    }

    void record(int length) {
        bytes += length;
    }

    /** Moves time on; true if the usable bandwidth may have changed. */
    boolean turnTo(long nowNanos) {
        boolean changed = false;
        if (nowNanos >= secondEndNanos) {
            closeSecond();
            second = nowNanos / SECOND_NANOS;
            secondEndNanos = StageSpace.later(second * SECOND_NANOS, SECOND_NANOS);
            changed = true;
        }
        while (nowNanos >= phaseEndNanos && phaseEndNanos != Long.MAX_VALUE) {
            turnPhase();
            changed = true;
        }
        return changed;
    }

    private void closeSecond() {
        if (probing) {
            measured = Math.max(measured, bytes);
        } else {
            estimate = Math.max(estimate, bytes);
        }
        bytes = 0;
    }

    private void turnPhase() {
        if (probing && measured > 0) {
            estimate = measured;
        }
        probing = !probing;
        measured = 0;
        phaseEndNanos = StageSpace.later(phaseEndNanos, probing ? PROBE_NANOS : intervalNanos);
    }

    /**
     * What the link can carry.
     *
     * @return bytes per second, 0 if unknown
     */
    public long bytesPerSecond() {
        return estimate;
    }

    /** What is handed out, 0 for everything. */
    long usableBitsPerSecond() {
        return probing || estimate == 0 ? 0 : Math.max(8, (long) (8 * estimate * share));
    }
}
