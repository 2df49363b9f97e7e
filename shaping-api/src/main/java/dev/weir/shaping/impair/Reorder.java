package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.time.Duration;

/**
 * Which packets change places with others of their flow. Immutable and thread-safe; {@code toString} is the text form, with its word: {@code reorder=25 % gap 5},
 * {@code swap=1 %}, {@code ahead=1 % by 3}, {@code behind=1 % by 3}.
 *
 * @param kind what happens to the packets that are drawn
 * @param probability the share of packets that are drawn, of those that can be
 * @param packets the gap, or how many packets are overtaken, 1 to {@value #MOST_PACKETS}
 * @param within how long packets are held at most, above 0 and at most {@link Delay#MAX}; {@link #WITHIN} if nothing is held
 */
public record Reorder(Kind kind, Probability probability, int packets, Duration within) {
    /** The most packets that one overtakes, and the widest gap. */
    public static final int MOST_PACKETS = 100;

    /** How long packets are held at most unless said otherwise. */
    public static final Duration WITHIN = Duration.ofMillis(100);

    /** Leaves all packets in their places. */
    public static final Reorder NONE = behind(Probability.ZERO, 1);

    /** What happens to packets that are drawn. */
    public enum Kind {
        /** They are not delayed. At least so many packets, less one, are delayed between two of them, as netem's {@code reorder} and {@code gap} have it. */
        EARLY,
        /** They overtake so many packets, which are held until they come. */
        AHEAD,
        /** They are held until so many packets have come. */
        BEHIND
    }

    /**
     * Checks the ranges.
     *
     * @param kind what happens
     * @param probability the share of packets that are drawn
     * @param packets how many others
     * @param within how long packets are held at most
     * @throws IllegalArgumentException if out of range
     */
    public Reorder {
        if (packets < 1 || packets > MOST_PACKETS) {
            throw new IllegalArgumentException(
                    (kind == Kind.EARLY ? "gap" : "packets") + " must be within 1.." + MOST_PACKETS + ": " + packets);
        }
        Durations.requireAbove0("time held", within);
    }

    /**
     * Sends a share of the packets at once while others are delayed, as netem does.
     *
     * @param probability the share, of the packets that are not within the gap
     * @param gap every how many packets one may be early at most, 1 to {@value #MOST_PACKETS}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    public static Reorder early(Probability probability, int gap) {
        return new Reorder(Kind.EARLY, probability, gap, WITHIN);
    }

    /**
     * Swaps a share of the packets with the next of their flow.
     *
     * @param probability the share
     * @return the model
     */
    public static Reorder swap(Probability probability) {
        return behind(probability, 1);
    }

    /**
     * Has a share of the packets overtake those before them.
     *
     * @param probability the share
     * @param packets how many they overtake, 1 to {@value #MOST_PACKETS}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    public static Reorder ahead(Probability probability, int packets) {
        return new Reorder(Kind.AHEAD, probability, packets, WITHIN);
    }

    /**
     * Holds a share of the packets until later ones of their flow have passed.
     *
     * @param probability the share
     * @param packets how many pass, 1 to {@value #MOST_PACKETS}
     * @return the model
     * @throws IllegalArgumentException if out of range
     */
    public static Reorder behind(Probability probability, int packets) {
        return new Reorder(Kind.BEHIND, probability, packets, WITHIN);
    }

    /**
     * The same with another bound on how long packets are held.
     *
     * @param time above 0, at most {@link Delay#MAX}
     * @return the model
     * @throws IllegalArgumentException if out of range, or if nothing is held
     */
    public Reorder within(Duration time) {
        if (kind == Kind.EARLY) {
            throw new IllegalArgumentException("time held must not be set where nothing is held: " + this);
        }
        return new Reorder(kind, probability, packets, time);
    }

    /** Whether it leaves all packets in their places. */
    boolean isNone() {
        return probability.equals(Probability.ZERO);
    }

    @Override
    public String toString() {
        return ReorderWords.format(this);
    }
}
