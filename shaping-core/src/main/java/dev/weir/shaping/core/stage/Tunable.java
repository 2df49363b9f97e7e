package dev.weir.shaping.core.stage;

/** A stage whose limit can change while packets wait. Called on the engine's thread; allocates nothing. */
public interface Tunable {
    /**
     * Changes the limit, which has the same dimensions as before. Tokens and debts stay, but no more tokens than the new burst: nobody gains by a
     * change. What waits stays, even if there is less room for it now.
     *
     * @param rate the limit from now on
     * @param nowNanos logical time
     */
    void rate(LimitRate rate, long nowNanos);
}
