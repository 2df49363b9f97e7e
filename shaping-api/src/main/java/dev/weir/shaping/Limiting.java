package dev.weir.shaping;

import org.jspecify.annotations.Nullable;

/**
 * How the limit of a {@link Treatment} is applied. Immutable and thread-safe.
 *
 * @param tracking what packets must have in common to share a bucket, or null if all of a direction share one
 * @param policed whether a packet that finds no tokens is dropped instead of waiting
 * @param quota what changes the rate with the volume, or null
 * @param penalizesShort whether short packets cost more of the limit than their size
 */
public record Limiting(@Nullable Tracking tracking, boolean policed, @Nullable Quota quota, boolean penalizesShort) {
    /** One bucket, with a queue. */
    public static final Limiting SHARED = new Limiting(null, false, null, false);

    Limiting withTracking(Tracking value) {
        return new Limiting(value, policed, quota, penalizesShort);
    }

    Limiting withPolicing() {
        return new Limiting(tracking, true, quota, penalizesShort);
    }

    Limiting withQuota(Quota value) {
        return new Limiting(tracking, policed, value, penalizesShort);
    }

    Limiting withShortPenalty() {
        return new Limiting(tracking, policed, quota, true);
    }

    /** The form used in ledgers and reports, such as {@code per source-ip policed}; empty for {@link #SHARED}. */
    @Override
    public String toString() {
        return (quota == null ? "" : " quota=" + quota)
                + (tracking == null ? "" : " per " + tracking)
                + (policed ? " policed" : "")
                + (penalizesShort ? " penalizes short" : "");
    }
}
