package dev.weir.shaping.impair;

import dev.weir.shaping.Rate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Turns rates into delivery opportunities: bits are saved up, and each 12 000 of them are one. */
final class RateReserve {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** An opportunity in thousandths of a bit: what a rate of so many bits a second adds in a millisecond counts as many. */
    private static final long OPPORTUNITY = 12_000L * 1_000;

    private RateReserve() {}

    static int[] opportunities(Duration step, List<Rate> rates) {
        long nanos = step.compareTo(Delay.MAX) > 0 ? 0 : step.toNanos();
        if (nanos < NANOS_PER_MILLI || nanos % NANOS_PER_MILLI != 0) {
            throw new IllegalArgumentException(
                    "step of rates must be whole milliseconds within 1 ms..1 h: " + Durations.format(step));
        }
        int[] millis = new int[1_024];
        int count = 0;
        long reserve = 0;
        long now = 0;
        for (Rate rate : rates) {
            for (long i = 0; i < nanos / NANOS_PER_MILLI; i++) {
                now++;
                reserve += rate.bitsPerSecond();
                for (; reserve >= OPPORTUNITY; reserve -= OPPORTUNITY) {
                    if (count == Trace.MAX_OPPORTUNITIES || now > Integer.MAX_VALUE) {
                        throw new IllegalArgumentException("rates must give at most " + Trace.MAX_OPPORTUNITIES
                                + " opportunities in " + Integer.MAX_VALUE + " ms: more by " + now + " ms");
                    }
                    if (count == millis.length) {
                        millis = Arrays.copyOf(millis, 2 * count);
                    }
                    millis[count++] = (int) now;
                }
            }
        }
        return Arrays.copyOf(millis, count);
    }
}
