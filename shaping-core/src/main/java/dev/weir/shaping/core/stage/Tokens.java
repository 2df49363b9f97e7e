package dev.weir.shaping.core.stage;

/** Where packets get tokens from: a bucket of the engine's own, or one that several engines share. Not thread-safe; allocates nothing. */
abstract class Tokens {
    /**
     * How long a packet must wait if none goes before it; it is the next to take tokens.
     *
     * @param size its size in units
     * @param nowNanos the time, never less than before
     * @return nanoseconds from now, 0 if it may go
     */
    abstract long waitNanos(long size, long nowNanos);

    /** Whether there are tokens for a packet that will not wait. */
    abstract boolean has(long size, long nowNanos);

    /** Takes a packet's tokens. */
    abstract void take(long size);

    /** Changes the rate. Tokens and debt stay, but no more tokens than the new burst. */
    abstract void rate(TokenRate newRate, long nowNanos);
}
