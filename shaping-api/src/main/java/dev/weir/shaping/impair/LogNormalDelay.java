package dev.weir.shaping.impair;

import java.time.Duration;

/**
 * A delay whose logarithm is normally distributed. Immutable and thread-safe.
 *
 * @param median half of the delays are shorter, above 0, to {@link Delay#MAX}
 * @param sigma the deviation of the natural logarithm, 0 to 20
 */
public record LogNormalDelay(Duration median, double sigma) implements Delay {
    /** The 99th percentile of the standard normal distribution. */
    private static final double Z99 = 2.3263478740408408;

    /**
     * Checks the ranges.
     *
     * @param median half of the delays are shorter
     * @param sigma the deviation of the natural logarithm
     * @throws IllegalArgumentException if out of range
     */
    public LogNormalDelay {
        Durations.requireAbove0("median", median);
        sigma = Numbers.within("sigma", sigma, 0, 20);
    }

    static LogNormalDelay ofPercentile(Duration median, Duration p99) {
        Durations.requireAbove0("median", median);
        Durations.requireDelay("p99", p99);
        if (p99.compareTo(median) < 0) {
            throw new IllegalArgumentException(
                    "p99 must be at least the median, " + Durations.format(median) + ": " + Durations.format(p99));
        }
        return new LogNormalDelay(median, StrictMath.log((double) p99.toNanos() / median.toNanos()) / Z99);
    }

    @Override
    public String toString() {
        double p99 = median.toNanos() * StrictMath.exp(sigma * Z99);
        Duration rounded =
                p99 > Delay.MAX.toNanos() ? median : Duration.ofNanos(Math.max(median.toNanos(), Math.round(p99)));
        return equals(ofPercentile(median, rounded))
                ? Call.print("log-normal", "median=" + Durations.format(median), "p99=" + Durations.format(rounded))
                : Call.print("log-normal", "median=" + Durations.format(median), "sigma=" + Numbers.format(sigma));
    }
}
