package dev.weir.shaping.impair;

/**
 * Whether packets of one flow may overtake each other. Immutable and thread-safe.
 *
 * @param mostOvertaken how many earlier packets of its flow a packet may overtake: 0 keeps the order, 1 to {@value #MOST}, or
 *     {@link Integer#MAX_VALUE} for any number. As many packets at most overtake it.
 */
public record DelayOrder(int mostOvertaken) {
    /** The largest bound. */
    public static final int MOST = 64;
    /** Packets leave in the order in which they came. */
    public static final DelayOrder KEPT = new DelayOrder(0);
    /** Packets leave when they are due. */
    public static final DelayOrder FREE = new DelayOrder(Integer.MAX_VALUE);

    /**
     * Checks the range.
     *
     * @param mostOvertaken how many earlier packets a packet may overtake
     * @throws IllegalArgumentException if out of range
     */
    public DelayOrder {
        if (mostOvertaken < 0 || (mostOvertaken > MOST && mostOvertaken != Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("packets overtaken must be within 0.." + MOST + ": " + mostOvertaken);
        }
    }

    /**
     * Packets overtake a few others at most.
     *
     * @param most how many, 0 to {@value #MOST}
     * @return the order
     * @throws IllegalArgumentException if out of range
     */
    public static DelayOrder overtakingAtMost(int most) {
        if (most > MOST) {
            throw new IllegalArgumentException("packets overtaken must be within 0.." + MOST + ": " + most);
        }
        return new DelayOrder(most);
    }

    /** The words of the text form. */
    @Override
    public String toString() {
        return switch (mostOvertaken) {
            case 0 -> "in order";
            case Integer.MAX_VALUE -> "in any order";
            default -> "overtaking at most " + mostOvertaken;
        };
    }
}
