package dev.weir.shaping.impair;

import java.time.Duration;
import java.util.List;

/**
 * How long packets are held back. Immutable and thread-safe; {@code toString} is the text form and is read back by {@link #parse}.
 *
 * <p>Packets of one flow under the same rule and priority keep their order unless told otherwise: one that drew a shorter delay leaves no earlier
 * than the one before it, which makes the mean delay longer than the model's where jitter is longer than the gap between packets. What a model
 * draws below 0 becomes 0, and above {@link #MAX} becomes that.
 */
public sealed interface Delay extends DelayModifiers
        permits Delay.Uniform,
                NormalDelay,
                ParetoDelay,
                ParetoNormalDelay,
                LogNormalDelay,
                GammaDelay,
                LaplaceDelay,
                EmpiricalDelay,
                WaveDelay,
                NetemDelay,
                ModifiedDelay {
    /** The longest delay and the largest jitter: one hour. */
    Duration MAX = Duration.ofHours(1);

    /** Holds nothing back. */
    Delay NONE = new Uniform(Duration.ZERO, Duration.ZERO);

    /**
     * The same delay for every packet.
     *
     * @param delay 0 to {@link #MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay constant(Duration delay) {
        return new Uniform(delay, Duration.ZERO);
    }

    /**
     * A delay drawn uniformly from {@code delay - jitter .. delay + jitter}, whole nanoseconds, both ends included; what falls
     * below 0 becomes 0. The jitter may exceed the delay (seed 001:324-339).
     *
     * @param delay 0 to {@link #MAX}
     * @param jitter 0 to {@link #MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay uniform(Duration delay, Duration jitter) {
        return new Uniform(delay, jitter);
    }

    /**
     * A normally distributed delay.
     *
     * @param mean 0 to {@link #MAX}
     * @param deviation the standard deviation, 0 to {@link #MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay normal(Duration mean, Duration deviation) {
        return new NormalDelay(mean, deviation);
    }

    /**
     * A delay with a heavy tail: above the least one, a share of {@code (minimum / x)^shape} is longer than x. The mean is
     * {@code minimum shape / (shape - 1)} for shapes above 1.
     *
     * @param minimum the least delay, 0 to {@link #MAX}
     * @param shape 0.1 to 1000; the smaller, the heavier the tail
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay pareto(Duration minimum, double shape) {
        return new ParetoDelay(minimum, shape);
    }

    /**
     * A quarter of a normal and three quarters of a Pareto distribution of shape 3, with a mean and a deviation of their own.
     *
     * @param mean 0 to {@link #MAX}
     * @param deviation the standard deviation, 0 to {@link #MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay paretoNormal(Duration mean, Duration deviation) {
        return new ParetoNormalDelay(mean, deviation);
    }

    /**
     * A delay whose logarithm is normally distributed, by two of its quantiles.
     *
     * @param median half of the delays are shorter; above 0, to {@link #MAX}
     * @param p99 one in a hundred is longer; not below the median, to {@link #MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay logNormal(Duration median, Duration p99) {
        return LogNormalDelay.ofPercentile(median, p99);
    }

    /**
     * A delay whose logarithm is normally distributed.
     *
     * @param median above 0, to {@link #MAX}: e to the mean of the logarithm
     * @param sigma the deviation of the natural logarithm, 0 to 20
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay logNormal(Duration median, double sigma) {
        return new LogNormalDelay(median, sigma);
    }

    /**
     * A gamma distributed delay above a least one; the mean is {@code minimum + shape scale}. A shape of 1 is an exponential distribution.
     *
     * @param shape 0.1 to 100
     * @param scale above 0, to {@link #MAX}
     * @param minimum what is added, 0 to {@link #MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay gamma(double shape, Duration scale, Duration minimum) {
        return new GammaDelay(shape, scale, minimum);
    }

    /**
     * A delay with exponential tails on both sides of its mean.
     *
     * @param mean 0 to {@link #MAX}
     * @param scale the mean distance from the mean, 0 to {@link #MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay laplace(Duration mean, Duration scale) {
        return new LaplaceDelay(mean, scale);
    }

    /**
     * A delay by its percentiles, as measured somewhere: straight lines between them, and nothing beyond the first and the last.
     *
     * @param points shares and delays, both ascending
     * @return the model
     * @throws IllegalArgumentException if there are none or too many, or they do not ascend
     */
    static Delay empirical(List<EmpiricalDelay.Point> points) {
        return new EmpiricalDelay(points);
    }

    /**
     * A delay that swings with time, around a base; it starts there with the run and rises first.
     *
     * @param form the form of the wave
     * @param base 0 to {@link #MAX}
     * @param amplitude how far it swings to either side, 0 to {@link #MAX}
     * @param period above 0, to {@link #MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay wave(WaveDelay.Form form, Duration base, Duration amplitude, Duration period) {
        return new WaveDelay(form, base, amplitude, period);
    }

    /**
     * What Linux netem makes of a mean, a jitter and one of its tables, with their errors; to compare with it, and for nothing else.
     *
     * @param table the table
     * @param mean 0 to {@link #MAX}
     * @param jitter 0 to 2147483647 ns
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    static Delay netem(NetemDelay.Table table, Duration mean, Duration jitter) {
        return new NetemDelay(table, mean, jitter);
    }

    /**
     * Reads the text form: a time, {@code uniform(40 ms, 5 ms)}, {@code normal(80 ms, 15 ms)}, {@code pareto(minimum=30 ms, shape=3)},
     * {@code pareto-normal(80 ms, 15 ms)}, {@code log-normal(median=40 ms, p99=200 ms)}, {@code log-normal(median=40 ms, sigma=0.5)},
     * {@code gamma(shape=2, scale=20 ms, minimum=10 ms)}, {@code laplace(40 ms, 5 ms)}, {@code empirical(0 %=10 ms, 50 %=40 ms, 100 %=1 s)},
     * {@code sine(40 ms, 10 ms, period=1 s)}, {@code square(..)}, {@code triangle(..)} or {@code netem(normal, 100 ms, 20 ms)}; then, in any
     * order, {@code correlated 25 %} or {@code correlated over 50 ms}, {@code in order}, {@code in any order} or {@code overtaking at most 3},
     * {@code shared} or {@code per flow}.
     *
     * @param text the text
     * @return the model
     * @throws IllegalArgumentException naming the value and what was expected
     */
    static Delay parse(String text) {
        return DelayText.parse(text);
    }

    /**
     * A uniformly distributed delay.
     *
     * @param delay the middle of the range
     * @param jitter half the width of the range
     */
    record Uniform(Duration delay, Duration jitter) implements Delay {
        /**
         * Checks the ranges.
         *
         * @param delay the middle of the range
         * @param jitter half the width of the range
         * @throws IllegalArgumentException if out of range
         */
        public Uniform {
            Durations.requireDelay("delay", delay);
            Durations.requireDelay("jitter", jitter);
        }

        @Override
        public String toString() {
            return jitter.isZero() ? Durations.format(delay) : Call.print("uniform", delay, jitter);
        }
    }
}
