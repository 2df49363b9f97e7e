package dev.weir.shaping.impair;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of every model of delays, and what changes it.
 *
 * <p>Apart from {@link Delay}, so that initialising a model does not initialise that, which makes one.
 */
sealed interface DelayModifiers permits Delay {
    /**
     * Has delays of consecutive packets depend on each other, each still distributed as the model says. Their normal scores have the
     * correlation {@code correlation^k} between packets {@code k} apart.
     *
     * @param correlation 0 for none, to 0.99999
     * @return the correlated model
     * @throws IllegalArgumentException if out of range, or if the model is not random
     */
    default Delay correlated(double correlation) {
        return ModifiedDelay.of(model(), correlation, Duration.ZERO, order(), scope());
    }

    /**
     * Has delays depend on each other by the time between packets, whatever their rate: their normal scores have the correlation
     * {@code exp(-t / time)}.
     *
     * @param time above 0, to {@link Delay#MAX}
     * @return the correlated model
     * @throws IllegalArgumentException if out of range, or if the model is not random
     */
    default Delay correlatedOver(Duration time) {
        return ModifiedDelay.over((Delay) this, time);
    }

    /**
     * Says whether packets of a flow may overtake each other.
     *
     * @param order the order
     * @return the model with that order
     */
    default Delay order(DelayOrder order) {
        return ModifiedDelay.of(model(), correlation(), memory(), order, scope());
    }

    /**
     * Lets all packets that meet the model share one correlation; the default on a line. Of no consequence without one; the order is always that of a flow.
     *
     * @return the model with one memory
     */
    default Delay shared() {
        return ModifiedDelay.of(model(), correlation(), memory(), order(), Scope.SHARED);
    }

    /**
     * Gives each flow a correlation of its own; the default in a rule. Of no consequence without one.
     *
     * @return the model with a memory for each flow
     */
    default Delay perFlow() {
        return ModifiedDelay.of(model(), correlation(), memory(), order(), Scope.PER_FLOW);
    }

    /**
     * The model without what modifies it.
     *
     * @return the model, never a {@link ModifiedDelay}
     */
    default Delay model() {
        return (Delay) this;
    }

    /**
     * The correlation of consecutive packets.
     *
     * @return 0 to 0.99999
     */
    default double correlation() {
        return 0;
    }

    /**
     * The time over which delays are correlated.
     *
     * @return the time, or zero if they are not, or by packets
     */
    default Duration memory() {
        return Duration.ZERO;
    }

    /**
     * Whether packets of a flow may overtake each other.
     *
     * @return in order unless set otherwise
     */
    default DelayOrder order() {
        return DelayOrder.KEPT;
    }

    /**
     * What shares the correlation.
     *
     * @return the scope, or null for the default of the place: per flow in a rule, shared on a line
     */
    default @Nullable Scope scope() {
        return null;
    }
}
