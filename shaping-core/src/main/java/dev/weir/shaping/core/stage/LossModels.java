package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.BitErrorLoss;
import dev.weir.shaping.impair.BurstLoss;
import dev.weir.shaping.impair.CorrelatedLoss;
import dev.weir.shaping.impair.FourStateLoss;
import dev.weir.shaping.impair.GilbertLoss;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.impair.OutageLoss;
import dev.weir.shaping.impair.Scope;
import dev.weir.shaping.impair.ScriptedLoss;

/** Makes the models that decide about packets from those that users describe. */
final class LossModels {
    private final StageSpace space;
    private final FlowDraws draws;
    private final boolean shared;

    private LossModels(StageSpace space, FlowDraws draws, boolean shared) {
        this.space = space;
        this.draws = draws;
        this.shared = shared;
    }

    static LossModel of(Loss loss, Scope scope, StageSpace space, FlowDraws draws) {
        Scope own = loss.scope();
        LossModels models = new LossModels(space, draws, (own == null ? scope : own) == Scope.SHARED);
        LossModel model = models.model(loss.model());
        return loss.mostInARow() == 0 ? model : new BoundedLoss(model, loss.mostInARow(), models.state(1));
    }

    private ModelState state(int count) {
        return new ModelState(space, shared, count);
    }

    private LossModel model(Loss loss) {
        if (loss instanceof Loss.Random random) {
            return new IndependentLoss(random.probability(), draws);
        }
        if (loss instanceof CorrelatedLoss correlated) {
            return chain(correlated.chain());
        }
        if (loss instanceof BurstLoss bursts) {
            return chain(bursts.chain());
        }
        if (loss instanceof GilbertLoss chain) {
            return chain(chain);
        }
        if (loss instanceof FourStateLoss chain) {
            return new FourStateChainLoss(chain, state(1), draws);
        }
        return timedOrCounted(loss);
    }

    private LossModel chain(GilbertLoss chain) {
        return new ChainLoss(chain, state(1), draws);
    }

    private LossModel timedOrCounted(Loss loss) {
        if (loss instanceof BitErrorLoss errors) {
            return new LengthLoss(errors.perBit().value(), space.packets, draws);
        }
        if (loss instanceof ScriptedLoss script) {
            return new NumberedLoss(script, state(2));
        }
        if (loss instanceof OutageLoss outages) {
            long up = outages.up().toNanos();
            long down = outages.down().toNanos();
            return outages.fixed() ? new FixedOutages(up, down) : new RandomOutages(up, down, state(2), draws);
        }
        throw new IllegalArgumentException("loss must be of a known kind: " + loss);
    }
}
