package dev.weir.cli.conformance;

import dev.weir.shaping.impair.Impairment;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * Whether every packet has the very delay that its time asks for. Immutable.
 *
 * @param delay the model, as text
 * @param nanos the delay by the packet's time, both in nanoseconds
 * @param tolerance how many nanoseconds the model may be off, as its documentation says
 */
record ExactDelayCheck(String delay, LongToDoubleFunction nanos, double tolerance) implements Check {
    private static final int PACKETS = 20_000;
    private static final long GAP_NANOS = 1_234_567;

    @Override
    public List<Finding> run(long seed) {
        Impairment line = Impairment.parse("delay=" + delay + " in any order");
        Traffic traffic = Traffic.over(line, seed, PACKETS, GAP_NANOS, 1_000);
        double most = 0;
        for (int i = 0; i < PACKETS; i++) {
            double off = traffic.delayNanos(i) - nanos.applyAsDouble(traffic.arrivalNanos(i));
            most = Math.max(most, Math.abs(off));
        }
        return List.of(new Finding(
                delay,
                "furthest off",
                "0 ns",
                Figures.of(most) + " ns",
                tolerance == 0 ? "exact" : "<= " + Figures.of(tolerance) + " ns",
                "",
                false,
                most <= tolerance));
    }
}
