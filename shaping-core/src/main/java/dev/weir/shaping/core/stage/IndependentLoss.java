package dev.weir.shaping.core.stage;

import dev.weir.shaping.Probability;
import dev.weir.shaping.core.random.Draws;

/** Loses each packet with one probability. Those of 0 and 1 draw nothing. */
final class IndependentLoss implements LossModel {
    private static final long NEVER = Probability.ZERO.threshold();
    private static final long ALWAYS = Probability.ONE.threshold();

    private final long threshold;
    private final FlowDraws draws;

    IndependentLoss(Probability probability, FlowDraws draws) {
        this.threshold = probability.threshold();
        this.draws = draws;
    }

    @Override
    public boolean loses(int packet, long nowNanos) {
        if (threshold == NEVER || threshold == ALWAYS) {
            return threshold == ALWAYS;
        }
        return Draws.happens(draws.draw(packet, FlowDraws.LOSS), threshold);
    }
}
