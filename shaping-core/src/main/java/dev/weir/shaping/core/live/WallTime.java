package dev.weir.shaping.core.live;

import java.time.Instant;

/** The date and time at which a live run starts. */
public final class WallTime {
    private WallTime() {}

    /**
     * The date and time.
     *
     * @return the instant
     */
    public static Instant now() {
        return Instant.now();
    }
}
