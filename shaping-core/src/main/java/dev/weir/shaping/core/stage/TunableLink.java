package dev.weir.shaping.core.stage;

import dev.weir.shaping.Rate;

/** A link whose rate can change while packets wait. Called on the engine's thread; allocates nothing. */
public interface TunableLink extends LinkUse {
    /**
     * Changes the rate of what is not yet sent.
     *
     * @param rate the rate from now on
     * @param nowNanos logical time
     */
    void rate(Rate rate, long nowNanos);
}
