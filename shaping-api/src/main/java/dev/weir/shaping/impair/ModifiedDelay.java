package dev.weir.shaping.impair;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model of delays with a correlation, an order or a scope; made by the methods of {@link Delay}. Immutable and thread-safe.
 *
 * @param model the distribution, not modified itself
 * @param correlation of the normal scores of consecutive packets, 0 to {@value #MOST_CORRELATION}
 * @param memory the time over which delays are correlated, or zero if they are not, or by packets
 * @param order whether packets of a flow may overtake each other
 * @param scope what shares the correlation, or null for the default of the place
 */
public record ModifiedDelay(Delay model, double correlation, Duration memory, DelayOrder order, @Nullable Scope scope)
        implements Delay {
    /** The strongest correlation of consecutive packets. */
    public static final double MOST_CORRELATION = 0.99999;

    /**
     * Checks the ranges.
     *
     * @param model the distribution
     * @param correlation of consecutive packets
     * @param memory the time over which delays are correlated
     * @param order whether packets of a flow may overtake each other
     * @param scope what shares the correlation
     * @throws IllegalArgumentException if out of range, if both correlations are given, or if the model cannot be correlated
     */
    public ModifiedDelay {
        correlation = Numbers.within("correlation of delays", correlation, 0, MOST_CORRELATION);
        Durations.requireDelay("time of correlation", memory);
        if (model instanceof ModifiedDelay) {
            throw new IllegalArgumentException("model must not be modified itself: " + model);
        }
        if (correlation > 0 && !memory.isZero()) {
            throw new IllegalArgumentException("correlation must be by packets or over a time, not both: " + correlation
                    + ", " + Durations.format(memory));
        }
        if ((correlation > 0 || !memory.isZero()) && !isRandom(model)) {
            throw new IllegalArgumentException("correlation needs a distribution: " + model);
        }
    }

    private static boolean isRandom(Delay model) {
        boolean constant = model instanceof Uniform uniform && uniform.jitter().isZero();
        return !constant && !(model instanceof WaveDelay) && !(model instanceof NetemDelay);
    }

    static Delay of(Delay model, double correlation, Duration memory, DelayOrder order, @Nullable Scope scope) {
        ModifiedDelay modified = new ModifiedDelay(model, correlation, memory, order, scope);
        boolean plain = correlation == 0 && memory.isZero() && order.equals(DelayOrder.KEPT) && scope == null;
        return plain ? model : modified;
    }

    static Delay over(Delay delay, Duration time) {
        Durations.requireAbove0("time of correlation", time);
        return of(delay.model(), 0, time, delay.order(), delay.scope());
    }

    @Override
    public String toString() {
        return model
                + (correlation == 0 ? "" : " correlated " + Numbers.percent(correlation))
                + (memory.isZero() ? "" : " correlated over " + Durations.format(memory))
                + (order.equals(DelayOrder.KEPT) ? "" : " " + order)
                + (scope == null ? "" : " " + scope);
    }
}
