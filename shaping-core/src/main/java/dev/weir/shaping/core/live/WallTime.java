package dev.weir.shaping.core.live;

import java.time.Instant;

/** The clock of live runs: one for all engines of a JVM, so that they can share a link. Thread-safe; allocates nothing but instants. */
public final class WallTime {
    private static final long ORIGIN_NANOS = System.nanoTime();

    private WallTime() {}

    /**
     * The date and time.
     *
     * @return the instant
     */
    public static Instant now() {
        return Instant.now();
    }

    /**
     * Monotone time.
     *
     * @return nanoseconds since the JVM first asked, 0 or more
     */
    public static long nanos() {
        return System.nanoTime() - ORIGIN_NANOS;
    }
}
