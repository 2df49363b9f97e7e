package dev.weir.cli.conformance;

import dev.weir.shaping.impair.Impairment;
import java.util.List;

/**
 * How often a packet overtakes the one before it under a uniform delay in any order: (1 - g / 2J)^2 / 2 for a gap g and a jitter J. Whether one does depends on its neighbours alone, so the
 * variance is three times that of independent trials at most. Immutable.
 *
 * @param delay the model, as text
 * @param jitterNanos its jitter
 * @param gapNanos the time between two packets, less than twice the jitter
 */
record OvertakingCheck(String delay, long jitterNanos, long gapNanos) implements Check {
    private static final int PACKETS = 50_000;

    @Override
    public List<Finding> run(long seed) {
        String model = delay + " in any order";
        Traffic traffic = Traffic.over(Impairment.parse("delay=" + model), seed, PACKETS, gapNanos, 1_000);
        int overtakes = 0;
        for (int i = 1; i < PACKETS; i++) {
            overtakes += traffic.releaseNanos(i) < traffic.releaseNanos(i - 1) ? 1 : 0;
        }
        double asked = Math.pow(1 - gapNanos / (2.0 * jitterNanos), 2) / 2;
        double error = Math.sqrt(3 * asked * (1 - asked) / PACKETS);
        return List.of(Finding.share(
                model + ", every " + gapNanos / 1_000_000 + " ms",
                "overtaking the one before",
                asked,
                (double) overtakes / (PACKETS - 1),
                Bounds.Z * error));
    }
}
