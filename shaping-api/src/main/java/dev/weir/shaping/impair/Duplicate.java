package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;

/**
 * Which packets come more than once. Immutable and thread-safe; {@code toString} is the text form and is read back by {@link #parse}.
 *
 * <p>Each packet is drawn for by itself. A copy goes the rest of the way like any packet, with draws of its own, but is never copied again.
 *
 * @param probability the share of packets that are copied; 0 copies nothing, 1 everything
 * @param copies how many copies are made of such a packet, besides the packet itself, 1 to {@value #MOST_COPIES}
 */
public record Duplicate(Probability probability, int copies) {
    /** The most copies of a packet. */
    public static final int MOST_COPIES = 7;

    /** Copies nothing. */
    public static final Duplicate NONE = new Duplicate(Probability.ZERO, 1);

    /**
     * Checks the range.
     *
     * @param probability the share of packets that are copied
     * @param copies how many copies are made of each
     * @throws IllegalArgumentException if there are too few copies or too many
     */
    public Duplicate {
        if (copies < 1 || copies > MOST_COPIES) {
            throw new IllegalArgumentException("copies must be within 1.." + MOST_COPIES + ": " + copies);
        }
    }

    /**
     * One copy of a share of the packets.
     *
     * @param probability the share
     * @return the model
     */
    public static Duplicate of(Probability probability) {
        return new Duplicate(probability, 1);
    }

    /**
     * Some copies of a share of the packets.
     *
     * @param probability the share
     * @param copies how many of each, 1 to {@value #MOST_COPIES}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    public static Duplicate of(Probability probability, int copies) {
        return new Duplicate(probability, copies);
    }

    /**
     * Reads a text such as {@code 1 %} or {@code 1 % 3 copies}.
     *
     * @param text the text
     * @return the model
     * @throws IllegalArgumentException naming the value and what was expected
     */
    public static Duplicate parse(String text) {
        return DuplicateWords.parse(text);
    }

    /** Whether it copies anything. */
    boolean isNone() {
        return probability.equals(Probability.ZERO);
    }

    @Override
    public String toString() {
        return copies == 1 ? probability.toString() : probability + " " + copies + " copies";
    }
}
