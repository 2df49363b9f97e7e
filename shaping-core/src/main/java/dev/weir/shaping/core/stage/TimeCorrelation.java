package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.OctaveTable;
import dev.weir.shaping.core.random.ScoreTable;
import dev.weir.shaping.core.random.StandardNormal;
import java.math.BigInteger;

/**
 * Delays that are correlated over a time: the score before counts {@code exp(-t / time)} after t. A score holds for a 65,536th of the time at least,
 * so that rounding does not add up.
 */
final class TimeCorrelation implements DelayModel {
    private static final OctaveTable WEIGHTS = table(false);
    private static final OctaveTable FRESH_WEIGHTS = table(true);
    private static final int MOST_TIMES = 32;
    /** Times are looked up as t / time / 64, in units of 2^-64. */
    private static final int ARGUMENT_BITS = 58;

    private static final int RECIPROCAL_EXTRA_BITS = 4;
    private static final int HOLD_SHIFT = 16;

    private final ScoreTable values;
    private final long timeNanos;
    private final long holdNanos;
    private final int shift;
    private final long reciprocal;
    private final ModelState state;
    private final FlowDraws draws;

    /** A model that remembers two longs. */
    TimeCorrelation(ScoreTable values, long timeNanos, ModelState state, FlowDraws draws) {
        this.values = values;
        this.timeNanos = timeNanos;
        this.holdNanos = timeNanos >> HOLD_SHIFT;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(timeNanos);
        this.shift = ARGUMENT_BITS - 1 - bits;
        this.reciprocal = BigInteger.ONE
                .shiftLeft(ARGUMENT_BITS - RECIPROCAL_EXTRA_BITS + Long.SIZE - shift)
                .divide(BigInteger.valueOf(timeNanos))
                .longValueExact();
        this.state = state;
        this.draws = draws;
    }

    private static OctaveTable table(boolean fresh) {
        double one = StrictMath.scalb(1.0, ScoreChain.WEIGHT_BITS);
        return new OctaveTable(share -> {
            double times = StrictMath.scalb(share, Long.SIZE - ARGUMENT_BITS);
            return one * (fresh ? StrictMath.sqrt(-StrictMath.expm1(-2 * times)) : StrictMath.exp(-times));
        });
    }

    @Override
    public long nanos(int packet, long nowNanos) {
        int place = state.place(packet);
        int timePlace = state.following(place);
        long kept = state.value(place);
        long fresh = StandardNormal.draw(draws.draw(packet, FlowDraws.JITTER));
        long passed = nowNanos - state.value(timePlace);
        long score = ScoreChain.score(kept);
        if (kept == 0 || passed >= MOST_TIMES * timeNanos) {
            score = fresh;
        } else if (passed > holdNanos) {
            long argument = argument(passed);
            score = ScoreChain.mix(score, WEIGHTS.at(argument), fresh, FRESH_WEIGHTS.at(argument));
        } else {
            return values.at(score);
        }
        state.value(place, ScoreChain.kept(score));
        state.value(timePlace, nowNanos);
        return values.at(score);
    }

    private long argument(long passedNanos) {
        return Math.multiplyHigh(passedNanos << shift, reciprocal) << RECIPROCAL_EXTRA_BITS;
    }

    @Override
    public void remove() {
        state.remove();
    }
}
