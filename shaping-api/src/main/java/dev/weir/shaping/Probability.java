package dev.weir.shaping;

import java.math.BigDecimal;

/**
 * A probability within 0.0..1.0; 0 never happens and 1 always does.
 *
 * <p>A typed percentage such as 40 is therefore caught, not taken for certainty. Immutable and thread-safe; {@code toString}
 * is read back by {@link #parse}.
 *
 * @param value the probability, 0.0 to 1.0
 */
public record Probability(double value) implements Comparable<Probability> {
    /** Never. */
    public static final Probability ZERO = new Probability(0.0);
    /** Always. */
    public static final Probability ONE = new Probability(1.0);

    private static final int DRAW_BITS = 53;

    /**
     * Checks the range.
     *
     * @param value the probability, 0.0 to 1.0
     * @throws IllegalArgumentException if the value is not within 0.0..1.0, or is not a number
     */
    public Probability {
        if (!(value >= 0.0 && value <= 1.0)) {
            throw new IllegalArgumentException("probability must be within 0.0..1.0: " + value);
        }
        value += 0.0;
    }

    /**
     * A probability.
     *
     * @param value 0.0 to 1.0
     * @return the probability
     * @throws IllegalArgumentException if out of range or not a number
     */
    public static Probability of(double value) {
        return new Probability(value);
    }

    /**
     * A probability in percent.
     *
     * @param percent 0 to 100
     * @return the probability
     * @throws IllegalArgumentException if out of range or not a number
     */
    public static Probability percent(double percent) {
        if (!(percent >= 0.0 && percent <= 100.0)) {
            throw new IllegalArgumentException("percentage must be within 0..100: " + percent);
        }
        return new Probability(percent / 100.0);
    }

    /**
     * Reads {@code 1 %}, {@code 0.5%} or a fraction such as {@code 0.01}.
     *
     * @param text the text
     * @return the probability
     * @throws IllegalArgumentException if the text is neither, or is out of range
     */
    public static Probability parse(String text) {
        Quantity quantity = Quantity.parse("probability", text);
        int shift =
                switch (quantity.unit()) {
                    case "" -> 0;
                    case "%" -> 2;
                    default ->
                        throw new IllegalArgumentException(
                                "probability has an unknown unit (use % or a fraction): \"" + text + "\"");
                };
        BigDecimal fraction = quantity.number().movePointLeft(shift);
        if (fraction.signum() < 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("probability must be within 0..100 % or 0.0..1.0: \"" + text + "\"");
        }
        return new Probability(fraction.doubleValue());
    }

    /**
     * The number of the 2<sup>53</sup> equally likely draws for which the event happens, at least 1 unless the probability
     * is 0. With {@code draw} a uniform 64-bit number, the event happens if {@code draw >>> 11 < threshold()}.
     *
     * @return 0 to 2<sup>53</sup>
     */
    public long threshold() {
        return (long) StrictMath.ceil(value * (1L << DRAW_BITS));
    }

    @Override
    public int compareTo(Probability other) {
        return Double.compare(value, other.value);
    }

    /** The probability in percent, such as {@code 0.5 %}. */
    @Override
    public String toString() {
        return Quantity.plain(new BigDecimal(Double.toString(value)).movePointRight(2)) + " %";
    }
}
