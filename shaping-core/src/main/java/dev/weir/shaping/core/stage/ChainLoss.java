package dev.weir.shaping.core.stage;

import dev.weir.shaping.Probability;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.GilbertLoss;

/**
 * Loses packets by a chain of two states. The first packet meets a state of the stationary law; each other moves the chain first. One draw moves
 * it; another decides only in a state that neither loses everything nor nothing.
 */
final class ChainLoss implements LossModel {
    private static final long NEVER = Probability.ZERO.threshold();
    private static final long ALWAYS = Probability.ONE.threshold();
    private static final long NEW = 0;
    private static final long GOOD = 1;
    private static final long BAD = 2;

    private final long startsBad;
    private final long turnsBad;
    private final long turnsGood;
    private final long lossInBad;
    private final long lossInGood;
    private final ModelState state;
    private final FlowDraws draws;

    ChainLoss(GilbertLoss chain, ModelState state, FlowDraws draws) {
        this.startsBad = chain.inBad().threshold();
        this.turnsBad = chain.p().threshold();
        this.turnsGood = chain.r().threshold();
        this.lossInBad = chain.bad().threshold();
        this.lossInGood = chain.good().threshold();
        this.state = state;
        this.draws = draws;
    }

    @Override
    public boolean loses(int packet, long nowNanos) {
        int place = state.place(packet);
        boolean bad = moves(state.value(place), packet);
        state.value(place, bad ? BAD : GOOD);
        long threshold = bad ? lossInBad : lossInGood;
        if (threshold == NEVER || threshold == ALWAYS) {
            return threshold == ALWAYS;
        }
        return Draws.happens(draws.draw(packet, FlowDraws.LOSS_IN_STATE), threshold);
    }

    private boolean moves(long from, int packet) {
        if (from == NEW) {
            return Draws.happens(draws.draw(packet, FlowDraws.LOSS_START), startsBad);
        }
        long draw = draws.draw(packet, FlowDraws.LOSS);
        return from == BAD ? !Draws.happens(draw, turnsGood) : Draws.happens(draw, turnsBad);
    }

    @Override
    public void remove() {
        state.remove();
    }
}
