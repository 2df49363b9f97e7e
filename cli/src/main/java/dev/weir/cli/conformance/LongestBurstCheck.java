package dev.weir.cli.conformance;

import dev.weir.shaping.impair.Impairment;
import java.util.List;

/**
 * Whether no more packets are lost in a row than a bound allows. Immutable.
 *
 * @param loss the model, as text
 * @param most the bound
 */
record LongestBurstCheck(String loss, int most) implements Check {
    private static final int PACKETS = 50_000;

    @Override
    public List<Finding> run(long seed) {
        Traffic traffic = Traffic.over(Impairment.parse("loss=" + loss), seed, PACKETS, 1_000, 1_000);
        int longest = 0;
        int inARow = 0;
        for (int i = 0; i < PACKETS; i++) {
            inARow = traffic.lost(i) ? inARow + 1 : 0;
            longest = Math.max(longest, inARow);
        }
        return List.of(Finding.exact(loss, "longest burst", "<= " + most, String.valueOf(longest), longest <= most));
    }
}
