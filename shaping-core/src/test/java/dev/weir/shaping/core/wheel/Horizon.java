package dev.weir.shaping.core.wheel;

import java.util.List;
import java.util.SplittableRandom;

/** How far ahead of the current time a test schedules. */
enum Horizon {
    SAME_INSTANT,
    DENSE,
    HUNDREDS,
    BURSTS,
    MILLISECONDS,
    POWERS_OF_TWO,
    EVERY_MAGNITUDE,
    HOURS,
    FOR_EVER,
    MIXED;

    private static final List<Horizon> PURE = List.of(
            SAME_INSTANT, DENSE, HUNDREDS, BURSTS, MILLISECONDS, POWERS_OF_TWO, EVERY_MAGNITUDE, HOURS, FOR_EVER);

    /** A due time at or after a time, never beyond the end of time. */
    long due(long now, SplittableRandom random) {
        return now + Math.min(ahead(random), Long.MAX_VALUE - now);
    }

    private long ahead(SplittableRandom random) {
        return switch (this) {
            case SAME_INSTANT -> 0;
            case DENSE -> random.nextLong(4);
            case HUNDREDS -> random.nextLong(700);
            case BURSTS -> random.nextLong(5) * 1_000_000;
            case MILLISECONDS -> random.nextLong(134_000_000);
            case POWERS_OF_TWO -> (1L << random.nextInt(45)) + random.nextLong(-1, 2);
            case EVERY_MAGNITUDE -> random.nextLong() >>> 1 + random.nextInt(63);
            case HOURS -> random.nextLong(3) * 3_600_000_000_000L + random.nextLong(50);
            case FOR_EVER -> random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextLong(1_000);
            case MIXED -> PURE.get(random.nextInt(PURE.size())).ahead(random);
        };
    }
}
