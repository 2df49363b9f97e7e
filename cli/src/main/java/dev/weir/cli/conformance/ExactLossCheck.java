package dev.weir.cli.conformance;

import dev.weir.shaping.impair.Impairment;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Whether exactly the packets are lost that must be. Immutable.
 *
 * @param loss the model, as text
 * @param packets how many packets are sent
 * @param gapNanos the time between two
 * @param lost tells from a packet's time in nanoseconds whether it must be lost
 */
record ExactLossCheck(String loss, int packets, long gapNanos, LongPredicate lost) implements Check {
    private static final int PACKETS = 20_000;
    private static final long GAP_NANOS = 1_000;

    static ExactLossCheck byNumber(String loss, LongPredicate lost) {
        return new ExactLossCheck(loss, PACKETS, GAP_NANOS, nanos -> lost.test(nanos / GAP_NANOS + 1));
    }

    static ExactLossCheck byTime(String loss, long gapNanos, LongPredicate lost) {
        return new ExactLossCheck(loss, PACKETS, gapNanos, lost);
    }

    @Override
    public List<Finding> run(long seed) {
        Traffic traffic = Traffic.over(Impairment.parse("loss=" + loss), seed, packets, gapNanos, 1_000);
        int wrong = 0;
        for (int i = 0; i < packets; i++) {
            wrong += traffic.lost(i) == lost.test(traffic.arrivalNanos(i)) ? 0 : 1;
        }
        return List.of(Finding.counted(loss, "packets lost", wrong, packets));
    }
}
