package dev.weir.capture.relay;

import java.time.Duration;
import java.util.Objects;

/**
 * What a stream shows of a lost segment: it stands still until the segment was sent again. The numbers are those of RFC 6298 as Linux uses them.
 *
 * <p>If at least three later segments were sent within a round trip, the sender learns of the loss by then (RFC 5681, fast retransmit); otherwise after its
 * time-out, which is twice the round trip but at least {@code leastTimeout}, and doubles each time the same segment is lost again. Segments that open a connection time
 * out after {@code firstTimeout}. Immutable.
 *
 * @param leastTimeout the shortest time-out, above 0; 200 ms by default
 * @param firstTimeout the time-out while a connection is opened, above 0; 1 s by default
 * @param mostTimeout the longest time-out, at least the others; 120 s by default
 * @param mostAttempts how often a segment is sent again before the connection is given up and reset, 1 to 100; 15 by default
 */
public record StallModel(Duration leastTimeout, Duration firstTimeout, Duration mostTimeout, int mostAttempts) {
    /** What Linux does. */
    public static final StallModel LINUX =
            new StallModel(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(120), 15);

    /** How many later segments tell the sender of a loss. */
    static final int FAST_RETRANSMIT_SEGMENTS = 3;

    private static final int MOST_DOUBLINGS = 30;

    /**
     * Checks the numbers.
     *
     * @param leastTimeout the shortest time-out, above 0
     * @param firstTimeout the time-out while a connection is opened, above 0
     * @param mostTimeout the longest time-out, at least the others
     * @param mostAttempts how often a segment is sent again, 1 to 100
     * @throws IllegalArgumentException if one is out of range
     */
    public StallModel {
        requirePositive(leastTimeout, "least time-out");
        requirePositive(firstTimeout, "first time-out");
        requirePositive(mostTimeout, "most time-out");
        if (mostTimeout.compareTo(leastTimeout) < 0 || mostTimeout.compareTo(firstTimeout) < 0) {
            throw new IllegalArgumentException(
                    "most time-out must be at least " + leastTimeout + " and " + firstTimeout + ": " + mostTimeout);
        }
        if (mostAttempts < 1 || mostAttempts > 100) {
            throw new IllegalArgumentException("attempts must be within 1..100: " + mostAttempts);
        }
    }

    private static void requirePositive(Duration time, String name) {
        Objects.requireNonNull(time, name);
        if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be above 0 and at most a day: " + time);
        }
    }

    /** How long after a loss the segment is sent again. */
    long timeoutNanos(boolean opening, int attempt, long roundTripNanos) {
        long first = opening
                ? firstTimeout.toNanos()
                : Math.max(leastTimeout.toNanos(), Math.min(mostTimeout.toNanos(), 2 * roundTripNanos));
        int doublings = Math.min(attempt, MOST_DOUBLINGS);
        long most = mostTimeout.toNanos();
        return first > most >> doublings ? most : first << doublings;
    }
}
