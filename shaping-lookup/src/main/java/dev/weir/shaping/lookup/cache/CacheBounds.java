package dev.weir.shaping.lookup.cache;

import java.time.Duration;

/**
 * How much a cache keeps, and for how long. Immutable and thread-safe.
 *
 * @param maximumEntries the most answers kept, 1 to 16777216
 * @param keepFound how long an answer is kept, 1 ns to 365 days
 * @param keepUnknown how long it is kept that the provider knows nothing, 1 ns to 365 days
 * @param keepFailed how long a failing provider is not asked again, 1 ns to 1 minute
 * @param maximumPending the most questions that wait for the provider, 1 to 65536
 */
public record CacheBounds(
        int maximumEntries, Duration keepFound, Duration keepUnknown, Duration keepFailed, int maximumPending) {
    /** 10000 answers, found ones for 10 minutes, unknown ones for 1 minute, failures for 1 second; 1024 questions may wait. */
    public static final CacheBounds DEFAULT =
            new CacheBounds(10_000, Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofSeconds(1), 1_024);

    /** As {@link #DEFAULT}, but found answers are kept for 10 seconds and unknown ones for 1: for facts that change soon, such as the owner of a port. */
    public static final CacheBounds BRIEF =
            new CacheBounds(10_000, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(1), 1_024);

    private static final int MOST_ENTRIES = 1 << 24;
    private static final int MOST_PENDING = 1 << 16;

    /**
     * Checks the bounds.
     *
     * @param maximumEntries the most answers kept, 1 to 16777216
     * @param keepFound how long an answer is kept, 1 ns to 365 days
     * @param keepUnknown how long it is kept that the provider knows nothing, 1 ns to 365 days
     * @param keepFailed how long a failing provider is not asked again, 1 ns to 1 minute
     * @param maximumPending the most questions that wait for the provider, 1 to 65536
     * @throws IllegalArgumentException if out of range
     */
    public CacheBounds {
        check("maximumEntries", maximumEntries, MOST_ENTRIES);
        check("maximumPending", maximumPending, MOST_PENDING);
        check("keepFound", keepFound, Duration.ofDays(365));
        check("keepUnknown", keepUnknown, Duration.ofDays(365));
        check("keepFailed", keepFailed, Duration.ofMinutes(1));
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be within 1.." + most + ": " + value);
        }
    }

    private static void check(String name, Duration value, Duration most) {
        if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be above 0 and at most " + most + ": " + value);
        }
    }
}
