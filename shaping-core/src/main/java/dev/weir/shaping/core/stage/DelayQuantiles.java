package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.Gamma;
import dev.weir.shaping.core.random.Quantiles;
import dev.weir.shaping.core.random.StandardNormal;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.EmpiricalDelay;
import dev.weir.shaping.impair.GammaDelay;
import dev.weir.shaping.impair.LaplaceDelay;
import dev.weir.shaping.impair.LogNormalDelay;
import dev.weir.shaping.impair.NormalDelay;
import dev.weir.shaping.impair.ParetoDelay;
import dev.weir.shaping.impair.ParetoNormalDelay;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The quantile functions of delays, in nanoseconds. For use while stages are made. */
final class DelayQuantiles {
    /** A Pareto variable of shape 3 and minimum 1 has this mean and deviation. */
    private static final double PARETO_MEAN = 1.5;

    private static final double PARETO_DEVIATION = StrictMath.sqrt(0.75);
    /** The deviation of a quarter of a normal score and three quarters of a Pareto score of the same share, whose covariance is 0.678352789549996. */
    private static final double MIXED_DEVIATION = 0.9377538568735659;

    private record Ends(DoubleUnaryOperator low, DoubleUnaryOperator high) implements Quantiles {
        @Override
        public double lower(double share) {
            return low.applyAsDouble(share);
        }

        @Override
        public double upper(double share) {
            return high.applyAsDouble(share);
        }
    }

    private DelayQuantiles() {}

    static Quantiles of(Delay delay) {
        if (delay instanceof Delay.Uniform uniform) {
            double least = (double) uniform.delay().toNanos() - uniform.jitter().toNanos();
            double width = 2.0 * uniform.jitter().toNanos();
            return new Ends(share -> least + share * width, share -> least + width - share * width);
        }
        if (delay instanceof NormalDelay normal) {
            double mean = normal.mean().toNanos();
            double deviation = normal.deviation().toNanos();
            return new Ends(
                    share -> mean - deviation * StandardNormal.quantile(share),
                    share -> mean + deviation * StandardNormal.quantile(share));
        }
        if (delay instanceof ParetoDelay pareto) {
            double minimum = pareto.minimum().toNanos();
            double power = -1 / pareto.shape();
            return new Ends(
                    share -> minimum * StrictMath.exp(power * StrictMath.log1p(-share)),
                    share -> minimum * StrictMath.pow(share, power));
        }
        if (delay instanceof LogNormalDelay logNormal) {
            double median = logNormal.median().toNanos();
            double sigma = logNormal.sigma();
            return new Ends(
                    share -> median * StrictMath.exp(-sigma * StandardNormal.quantile(share)),
                    share -> median * StrictMath.exp(sigma * StandardNormal.quantile(share)));
        }
        return other(delay);
    }

    private static Quantiles other(Delay delay) {
        if (delay instanceof GammaDelay given) {
            Gamma gamma = new Gamma(given.shape());
            double scale = given.scale().toNanos();
            double minimum = given.minimum().toNanos();
            return new Ends(
                    share -> minimum + scale * gamma.lower(share), share -> minimum + scale * gamma.upper(share));
        }
        if (delay instanceof LaplaceDelay laplace) {
            double mean = laplace.mean().toNanos();
            double scale = laplace.scale().toNanos();
            return new Ends(
                    share -> mean + scale * StrictMath.log(2 * share),
                    share -> mean - scale * StrictMath.log(2 * share));
        }
        if (delay instanceof ParetoNormalDelay mixed) {
            double mean = mixed.mean().toNanos();
            double unit = mixed.deviation().toNanos() / MIXED_DEVIATION;
            return new Ends(
                    share -> mean + unit * mixed(-StandardNormal.quantile(share), StrictMath.log1p(-share)),
                    share -> mean + unit * mixed(StandardNormal.quantile(share), StrictMath.log(share)));
        }
        if (delay instanceof EmpiricalDelay empirical) {
            return new Ends(
                    share -> between(empirical.points(), share), share -> between(empirical.points(), 1 - share));
        }
        throw new IllegalArgumentException("delay must be of a known distribution: " + delay);
    }

    /** A quarter of a normal score and three quarters of a Pareto score, by the logarithm of the share above. */
    private static double mixed(double normal, double logAbove) {
        double pareto = (StrictMath.exp(-logAbove / 3) - PARETO_MEAN) / PARETO_DEVIATION;
        return normal / 4 + pareto * 3 / 4;
    }

    private static double between(List<EmpiricalDelay.Point> points, double share) {
        int next = 0;
        while (next < points.size() && points.get(next).share().value() < share) {
            next++;
        }
        double after = points.get(Math.min(next, points.size() - 1)).delay().toNanos();
        if (next == 0 || next == points.size()) {
            return after;
        }
        EmpiricalDelay.Point from = points.get(next - 1);
        double width = points.get(next).share().value() - from.share().value();
        double before = from.delay().toNanos();
        return before + (after - before) * (share - from.share().value()) / width;
    }
}
