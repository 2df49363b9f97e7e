package dev.weir.shaping.junit;

import dev.weir.shaping.core.DelayCount;
import dev.weir.shaping.impair.Durations;
import java.time.Duration;
import java.util.List;

/**
 * How long packets were held. Immutable.
 *
 * @param bars how many packets were held how long, each within 1 %, the shortest first; not empty
 * @param max the longest time, exact
 */
record Delays(List<DelayCount> bars, Duration max) {
    private static final int PERCENT = 100;

    /** The shortest time that the report does not exclude, read generously. */
    Duration shortest() {
        return most(bars.get(0).delay());
    }

    /** The time for which a percentage of the packets was held at most. */
    Duration at(double percentile) {
        long all = bars.stream().mapToLong(DelayCount::packets).sum();
        double rank = Math.max(1, percentile / 100 * all);
        long seen = 0;
        for (DelayCount bar : bars) {
            seen += bar.packets();
            if (seen >= rank) {
                return min(bar.delay(), max);
            }
        }
        return max;
    }

    /** The greatest time that counts as a given one. */
    static Duration most(Duration found) {
        return found.plus(found.dividedBy(PERCENT));
    }

    /** The least time that counts as a given one. */
    static Duration least(Duration found) {
        return found.minus(found.dividedBy(PERCENT));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public String toString() {
        return "shortest " + Durations.format(min(bars.get(0).delay(), max)) + ", median " + Durations.format(at(50))
                + ", 99 % " + Durations.format(at(99)) + ", longest " + Durations.format(max);
    }
}
