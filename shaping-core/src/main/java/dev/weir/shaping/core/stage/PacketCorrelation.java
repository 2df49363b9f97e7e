package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.ScoreTable;
import dev.weir.shaping.core.random.StandardNormal;

/** Delays of which those of consecutive packets are correlated. The first packet's is drawn afresh. */
final class PacketCorrelation implements DelayModel {
    private final ScoreTable values;
    private final long weight;
    private final long freshWeight;
    private final ModelState state;
    private final FlowDraws draws;

    /** A model that remembers one long. */
    PacketCorrelation(ScoreTable values, double correlation, ModelState state, FlowDraws draws) {
        this.values = values;
        double one = StrictMath.scalb(1.0, ScoreChain.WEIGHT_BITS);
        this.weight = StrictMath.round(correlation * one);
        this.freshWeight = StrictMath.round(StrictMath.sqrt((one - weight) * (one + weight)));
        this.state = state;
        this.draws = draws;
    }

    @Override
    public long nanos(int packet, long nowNanos) {
        int place = state.place(packet);
        long kept = state.value(place);
        long fresh = StandardNormal.draw(draws.draw(packet, FlowDraws.JITTER));
        long score = kept == 0 ? fresh : ScoreChain.mix(ScoreChain.score(kept), weight, fresh, freshWeight);
        state.value(place, ScoreChain.kept(score));
        return values.at(score);
    }

    @Override
    public void remove() {
        state.remove();
    }
}
