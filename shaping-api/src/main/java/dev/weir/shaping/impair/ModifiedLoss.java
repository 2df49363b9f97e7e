package dev.weir.shaping.impair;

import org.jspecify.annotations.Nullable;

/**
 * A model of losses with a bound on bursts, a position or a scope; made by the methods of {@link Loss}. Immutable and thread-safe.
 *
 * @param model what decides, not modified itself
 * @param mostInARow the longest burst, 1 to {@value #MOST}, or 0 for no bound
 * @param position where packets are lost
 * @param scope what shares the model's memory, or null for the default of the place
 */
public record ModifiedLoss(Loss model, int mostInARow, LossPosition position, @Nullable Scope scope) implements Loss {
    /** The longest bound on bursts. */
    public static final int MOST = 1_000_000;

    /**
     * Checks the ranges.
     *
     * @param model what decides
     * @param mostInARow the longest burst
     * @param position where packets are lost
     * @param scope what shares the model's memory
     * @throws IllegalArgumentException if the bound is out of range, or the model is modified itself
     */
    public ModifiedLoss {
        if (mostInARow < 0 || mostInARow > MOST) {
            throw new IllegalArgumentException("losses in a row must be within 1.." + MOST + ": " + mostInARow);
        }
        if (model instanceof ModifiedLoss) {
            throw new IllegalArgumentException("model must not be modified itself: " + model);
        }
    }

    static Loss of(Loss model, int mostInARow, LossPosition position, @Nullable Scope scope) {
        ModifiedLoss modified = new ModifiedLoss(model, mostInARow, position, scope);
        return mostInARow == 0 && position == LossPosition.BEFORE_LINK && scope == null ? model : modified;
    }

    static Loss bounded(Loss loss, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("losses in a row must be within 1.." + MOST + ": " + most);
        }
        return of(loss.model(), most, loss.position(), loss.scope());
    }

    @Override
    public String toString() {
        return model
                + (mostInARow == 0 ? "" : " at most " + mostInARow + " in a row")
                + (position == LossPosition.BEFORE_LINK ? "" : " " + position)
                + (scope == null ? "" : " " + scope);
    }
}
