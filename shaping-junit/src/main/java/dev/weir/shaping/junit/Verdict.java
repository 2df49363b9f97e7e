package dev.weir.shaping.junit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an assertion on times comes to. */
enum Verdict {
    HOLDS,
    FAILS,
    /** The emulator was too late to tell. */
    UNDECIDED;

    /**
     * Whether delays are in a range. The engine counts from when it saw a packet to when it was due; what the world saw is longer by the lateness.
     *
     * @param shortest what must be at least {@code lowest}
     * @param longest what must be at most {@code highest}
     * @param late how late the emulator was, or null if times are exact
     */
    static Verdict onDelay(
            Duration shortest, Duration longest, Duration lowest, Duration highest, @Nullable Duration late) {
        boolean within = shortest.compareTo(lowest) >= 0 && longest.compareTo(highest) <= 0;
        if (late == null) {
            return within ? HOLDS : FAILS;
        }
        if (late.compareTo(highest.minus(lowest)) > 0) {
            return UNDECIDED;
        }
        if (!within) {
            return FAILS;
        }
        return longest.plus(late).compareTo(highest) <= 0 ? HOLDS : UNDECIDED;
    }
}
