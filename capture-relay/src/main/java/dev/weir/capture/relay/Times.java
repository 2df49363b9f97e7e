package dev.weir.capture.relay;

import java.time.Duration;
import java.util.Objects;

/** Checks of durations. Holds nothing. */
final class Times {
    private static final Duration MOST = Duration.ofDays(1);

    private Times() {}

    static Duration require(String name, Duration time) {
        Objects.requireNonNull(time, name);
        if (time.isNegative() || time.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(name + " must be within 0..1 day: " + time);
        }
        return time;
    }
}
