package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.FourStateLoss;

/**
 * Loses packets by the chain of four states: 1 received in a gap, 2 received in a burst, 3 lost in a burst, 4 lost alone. The first packet meets
 * a state of the stationary law; each other moves the chain first, by one draw.
 */
final class FourStateChainLoss implements LossModel {
    private static final int BITS = 53;

    /** For each state that is left, 0 for the start: up to which draw state 1 follows, up to which 2, up to which 3; then 4. */
    private final long[][] limits;

    private final ModelState state;
    private final FlowDraws draws;

    FourStateChainLoss(FourStateLoss chain, ModelState state, FlowDraws draws) {
        double p1 = chain.share(1).value();
        double p2 = chain.share(2).value();
        double p3 = chain.share(3).value();
        this.limits = new long[][] {
            limits(p1, p2, p3),
            limits(1 - chain.p13().value() - chain.p14().value(), 0, chain.p13().value()),
            limits(0, 1 - chain.p23().value(), chain.p23().value()),
            limits(
                    chain.p31().value(),
                    chain.p32().value(),
                    1 - chain.p31().value() - chain.p32().value()),
            limits(1, 0, 0)
        };
        this.state = state;
        this.draws = draws;
    }

    private static long[] limits(double to1, double to2, double to3) {
        return new long[] {limit(to1), limit(to1 + to2), limit(to1 + to2 + to3)};
    }

    private static long limit(double probability) {
        return Math.min(1L << BITS, StrictMath.round(Math.max(0, probability) * (1L << BITS)));
    }

    @Override
    public boolean loses(int packet, long nowNanos) {
        int place = state.place(packet);
        int from = (int) state.value(place);
        long draw = draws.draw(packet, from == 0 ? FlowDraws.LOSS_START : FlowDraws.LOSS);
        long[] limit = limits[from];
        int to = Draws.happens(draw, limit[1])
                ? Draws.happens(draw, limit[0]) ? 1 : 2
                : Draws.happens(draw, limit[2]) ? 3 : 4;
        state.value(place, to);
        return to >= 3;
    }

    @Override
    public void remove() {
        state.remove();
    }
}
