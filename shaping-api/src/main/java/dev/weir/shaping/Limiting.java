package dev.weir.shaping;

import org.jspecify.annotations.Nullable;

/**
 * How the limit of a {@link Treatment} is applied. Immutable and thread-safe.
 *
 * @param tracking what packets must have in common to share a bucket, or null if all of a direction share one
 * @param policed whether a packet that finds no tokens is dropped instead of waiting
 */
public record Limiting(@Nullable Tracking tracking, boolean policed) {
    /** One bucket, with a queue. */
    public static final Limiting SHARED = new Limiting(null, false);

    Limiting withTracking(Tracking value) {
        return new Limiting(value, policed);
    }

    Limiting withPolicing() {
        return new Limiting(tracking, true);
    }

    /** The form used in ledgers and reports, such as {@code per source-ip policed}; empty for {@link #SHARED}. */
    @Override
    public String toString() {
        return (tracking == null ? "" : " per " + tracking) + (policed ? " policed" : "");
    }
}
