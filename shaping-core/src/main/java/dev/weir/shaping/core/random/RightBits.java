package dev.weir.shaping.core.random;

/**
 * The probability that all bits of some bytes are right, where each is wrong with one probability: a product of powers by the digits of the
 * number of bytes to the base 256. Each of at most four factors errs by less than 2<sup>-50</sup>.
 *
 * <p>Immutable and thread-safe; 8 kB; allocates nothing when asked.
 */
public final class RightBits {
    /** The bits of a probability: certain is 2<sup>60</sup>. */
    public static final int BITS = 60;

    private static final int DIGIT_BITS = 8;
    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;
    private static final int DIGITS = 4;

    private final long[] powers = new long[DIGITS << DIGIT_BITS];

    /**
     * Tabulates the powers.
     *
     * @param wrong the probability that a bit is wrong, 0 to 1
     */
    public RightBits(double wrong) {
        double logRight = 8 * StrictMath.log1p(-wrong);
        for (int i = 0; i < powers.length; i++) {
            double bytes = StrictMath.scalb((double) (i & DIGIT_MASK), DIGIT_BITS * (i >> DIGIT_BITS));
            double right = bytes == 0 ? 1 : StrictMath.exp(bytes * logRight);
            powers[i] = (long) StrictMath.rint(StrictMath.scalb(right, BITS));
        }
    }

    /**
     * The probability that all bits are right.
     *
     * @param bytes 0 or more
     * @return the probability in units of 2<sup>-60</sup>
     */
    public long of(int bytes) {
        long right = powers[bytes & DIGIT_MASK];
        int base = 1 << DIGIT_BITS;
        for (int rest = bytes >>> DIGIT_BITS; rest > 0; rest >>>= DIGIT_BITS) {
            right = Math.multiplyHigh(right << 2, powers[base + (rest & DIGIT_MASK)] << 2);
            base += 1 << DIGIT_BITS;
        }
        return right;
    }

    /**
     * Whether all bits are right.
     *
     * @param draw 64 uniform bits
     * @param right the probability, {@link #of} the bytes
     * @return whether they are
     */
    public static boolean happens(long draw, long right) {
        return draw >>> Long.SIZE - BITS < right;
    }
}
