package dev.weir.cli.conformance;

import dev.weir.shaping.impair.Impairment;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Whether packets that all come at time 0 leave at the very nanoseconds that a rate asks for. Immutable.
 *
 * @param model the name to show
 * @param line what is run
 * @param packets how many packets come
 * @param length their length in bytes
 * @param nanos when a packet must leave, by its number from 0
 */
record TimesCheck(String model, Impairment line, int packets, int length, IntToLongFunction nanos) implements Check {
    @Override
    public List<Finding> run(long seed) {
        Traffic traffic = Traffic.over(line, seed, packets, 0, length);
        int wrong = 0;
        for (int i = 0; i < packets; i++) {
            wrong += traffic.releaseNanos(i) == nanos.applyAsLong(i) ? 0 : 1;
        }
        return List.of(Finding.counted(model, "release times", wrong, packets));
    }
}
