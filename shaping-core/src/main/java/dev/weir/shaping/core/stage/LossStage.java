package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Probability;
import dev.weir.shaping.core.random.Draws;

/** A stamper that loses packets independently with one probability. Probabilities of 0 and 1 draw nothing. */
public final class LossStage extends Stage {
    private static final long NEVER = Probability.ZERO.threshold();
    private static final long ALWAYS = Probability.ONE.threshold();

    private final long threshold;
    private final FlowDraws draws;
    private Stage next;

    /**
     * A loss stage.
     *
     * @param space what the stages share
     * @param probability of losing a packet
     * @param draws the random numbers of the rule or line
     * @param next where survivors go
     */
    public LossStage(StageSpace space, Probability probability, FlowDraws draws, Stage next) {
        super(space);
        this.threshold = probability.threshold();
        this.draws = draws;
        this.next = next;
    }

    /**
     * Sends packets elsewhere, from now on.
     *
     * @param newNext where survivors go
     */
    public void next(Stage newNext) {
        next = newNext;
    }

    /**
     * Decides a packet's fate.
     *
     * @param packet its handle
     * @return whether it is lost
     */
    public boolean loses(int packet) {
        if (threshold == NEVER || threshold == ALWAYS) {
            return threshold == ALWAYS;
        }
        return Draws.happens(draws.draw(packet, FlowDraws.LOSS), threshold);
    }

    @Override
    public void accept(int packet, long nowNanos) {
        if (loses(packet)) {
            space.outlet.drop(packet, DropReason.LOSS, nowNanos);
        } else {
            next.accept(packet, nowNanos);
        }
    }
}
