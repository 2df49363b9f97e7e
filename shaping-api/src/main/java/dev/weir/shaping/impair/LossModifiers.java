package dev.weir.shaping.impair;

import org.jspecify.annotations.Nullable;

/**
 * What can be asked of every model of losses, and what changes it.
 *
 * <p>Apart from {@link Loss}, so that initialising a model does not initialise that, which makes one.
 */
sealed interface LossModifiers permits Loss {
    /**
     * Bounds every burst: after some losses in a row the next packet survives, whatever the model says. For independent losses with
     * probability P the share lost falls from P to {@code P (1 - P^k) / (1 - P^(k+1))}.
     *
     * @param most how many packets may be lost in a row, 1 to 1,000,000
     * @return the model with the bound
     * @throws IllegalArgumentException if out of range
     */
    default Loss atMostInARow(int most) {
        return ModifiedLoss.bounded((Loss) this, most);
    }

    /**
     * Has packets use limit and link before they are lost.
     *
     * @return the model behind the link
     */
    default Loss afterLink() {
        return ModifiedLoss.of(model(), mostInARow(), LossPosition.AFTER_LINK, scope());
    }

    /**
     * Lets all packets that meet the model share its memory, as on a line; the default on a line. Of no consequence for a model without memory.
     *
     * @return the model with one memory
     */
    default Loss shared() {
        return ModifiedLoss.of(model(), mostInARow(), position(), Scope.SHARED);
    }

    /**
     * Gives each flow a memory of its own; the default in a rule. Of no consequence for a model without memory.
     *
     * @return the model with a memory for each flow
     */
    default Loss perFlow() {
        return ModifiedLoss.of(model(), mostInARow(), position(), Scope.PER_FLOW);
    }

    /**
     * The model without what modifies it.
     *
     * @return the model, never a {@link ModifiedLoss}
     */
    default Loss model() {
        return (Loss) this;
    }

    /**
     * The longest burst.
     *
     * @return packets, or 0 if there is no bound
     */
    default int mostInARow() {
        return 0;
    }

    /**
     * Where packets are lost.
     *
     * @return in front of the link unless set otherwise
     */
    default LossPosition position() {
        return LossPosition.BEFORE_LINK;
    }

    /**
     * What shares the model's memory.
     *
     * @return the scope, or null for the default of the place: per flow in a rule, shared on a line
     */
    default @Nullable Scope scope() {
        return null;
    }
}
