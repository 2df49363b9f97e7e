package dev.weir.cli.conformance;

import dev.weir.shaping.impair.NetemDelay;
import java.util.List;

/** The checks of all models of delay. */
final class DelayChecks {
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;

    private DelayChecks() {}

    static void addTo(List<Check> checks) {
        bodies(checks);
        tails(checks);
        waves(checks);
        tables(checks);
        correlated(checks);
    }

    private static void bodies(List<Check> checks) {
        checks.add(new ExactDelayCheck("40 ms", nanos -> 40 * MILLI, 0));
        checks.add(DelayCheck.of("uniform(40 ms, 5 ms)", DelayLaws.uniform(40, 5)));
        checks.add(DelayCheck.of("uniform(5 ms, 10 ms)", DelayLaws.uniform(5, 10)));
        checks.add(DelayCheck.of("normal(80 ms, 15 ms)", DelayLaws.normal(80, 15)));
        checks.add(DelayCheck.of("normal(10 ms, 10 ms)", DelayLaws.normal(10, 10)));
        checks.add(DelayCheck.of("gamma(shape=1, scale=5 ms)", DelayLaws.gamma(1, 5, 0)));
        checks.add(DelayCheck.of("gamma(shape=2, scale=20 ms, minimum=10 ms)", DelayLaws.gamma(2, 20, 10)));
        checks.add(DelayCheck.of("gamma(shape=0.5, scale=20 ms)", DelayLaws.gammaOfHalf(20, 0)));
        checks.add(DelayCheck.of("laplace(40 ms, 5 ms)", DelayLaws.laplace(40, 5)));
        checks.add(DelayCheck.of(
                "empirical(0 %=10 ms, 50 %=40 ms, 99 %=200 ms, 100 %=1 s)",
                DelayLaws.empirical(new double[] {0, 0.5, 0.99, 1}, new double[] {10, 40, 200, 1_000})));
    }

    private static void tails(List<Check> checks) {
        double deviation = 30 * Math.sqrt(0.75);
        checks.add(DelayCheck.of("pareto(minimum=30 ms, shape=3)", DelayLaws.pareto(30, 3))
                .besideNetem(NetemDelay.Table.PARETO, 45, deviation));
        checks.add(DelayCheck.of("pareto(minimum=5 ms, shape=1.5)", DelayLaws.pareto(5, 1.5)));
        checks.add(DelayCheck.of("pareto-normal(80 ms, 15 ms)", DelayLaws.paretoNormal(80, 15))
                .besideNetem(NetemDelay.Table.PARETONORMAL, 80, 15));
        checks.add(DelayCheck.of("log-normal(median=40 ms, sigma=0.7)", DelayLaws.logNormal(40, 0.7)));
        double sigma = Math.log(5) / DelayLaws.score(0.99, Normal::below);
        checks.add(DelayCheck.of("log-normal(median=40 ms, p99=200 ms)", DelayLaws.logNormal(40, sigma)));
    }

    private static void waves(List<Check> checks) {
        checks.add(new ExactDelayCheck(
                "sine(40 ms, 10 ms, period=1 s)",
                nanos -> MILLI * (40 + 10 * Math.sin(2 * Math.PI * nanos / SECOND)),
                10 * MILLI / 100_000 + 2 * Math.PI * 10 * MILLI / (1 << 20)));
        checks.add(new ExactDelayCheck(
                "square(40 ms, 10 ms, period=1 s)", nanos -> nanos % SECOND < SECOND / 2 ? 50 * MILLI : 30 * MILLI, 0));
        checks.add(new ExactDelayCheck(
                "triangle(40 ms, 10 ms, period=1 s)",
                nanos -> MILLI * (40 + 10 * triangle(nanos % SECOND / SECOND)),
                4 * 10 * MILLI / (1 << 20) + 1));
    }

    private static double triangle(double phase) {
        return phase < 0.25 ? 4 * phase : phase < 0.75 ? 2 - 4 * phase : 4 * phase - 4;
    }

    private static void tables(List<Check> checks) {
        for (NetemDelay.Table table : NetemDelay.Table.values()) {
            DelayLaw law =
                    table == NetemDelay.Table.UNIFORM ? DelayLaws.uniform(100, 20) : NetemTables.law(table, 100, 20);
            checks.add(DelayCheck.of("netem(" + table + ", 100 ms, 20 ms)", law));
        }
    }

    private static void correlated(List<Check> checks) {
        long jitter = (long) (CorrelatedDelayCheck.DEVIATION * MILLI);
        for (double correlation : new double[] {0.25, 0.75, 0.9}) {
            checks.add(new CorrelatedDelayCheck(
                    "correlated " + Figures.percent(correlation),
                    correlation,
                    Figures.of(Netem.delayCorrelation(jitter, correlation))));
        }
        checks.add(new CorrelatedDelayCheck("correlated over 50 ms", Math.exp(-0.2), ""));
    }
}
