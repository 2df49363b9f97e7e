package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.impair.Scope;

/** A stamper that loses packets by a model. */
public final class LossStage extends Stage {
    private final LossModel model;
    private Stage next;

    /**
     * A loss stage.
     *
     * @param space what the stages share
     * @param loss which packets are lost
     * @param scope what shares the model's memory, unless the model says so itself
     * @param draws the random numbers of the rule or line
     * @param next where survivors go
     */
    public LossStage(StageSpace space, Loss loss, Scope scope, FlowDraws draws, Stage next) {
        super(space);
        this.model = LossModels.of(loss, scope, space, draws);
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
     * Decides a packet's fate; to be asked once for each packet.
     *
     * @param packet its handle
     * @param nowNanos logical time
     * @return whether it is lost
     */
    public boolean loses(int packet, long nowNanos) {
        return model.loses(packet, nowNanos);
    }

    @Override
    public void accept(int packet, long nowNanos) {
        if (model.loses(packet, nowNanos)) {
            space.outlet.drop(packet, DropReason.LOSS, nowNanos);
        } else {
            next.accept(packet, nowNanos);
        }
    }

    @Override
    public void remove() {
        super.remove();
        model.remove();
    }
}
