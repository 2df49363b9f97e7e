package dev.weir.shaping.impair;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What the arguments of Linux's {@code tc qdisc .. netem} ask for, as an impairment.
 *
 * <p>{@link #parse} takes netem at its word: the means, shares and correlations that were asked for. {@link #compatible} takes over what netem makes of them where that is known and
 * modelled, errors included. Either refuses by name what there is no model for, and notes what it does otherwise.
 *
 * <p>Numbers are read as {@code tc} reads them: a time without a unit is in microseconds, a percentage may go without its sign, {@code bps} are bytes per second and
 * {@code bit} bits. Immutable and thread-safe.
 *
 * <pre>{@code
 * Netem.parse("delay 100ms 20ms distribution normal loss gemodel 1% 10%").impairment()
 * }</pre>
 *
 * @param impairment what it does to packets
 * @param seed the seed of its random draws, if there is one
 * @param notes what is done otherwise than netem does it, for people; may be empty
 */
public record Netem(Impairment impairment, OptionalLong seed, List<String> notes) {
    /**
     * Copies the notes.
     *
     * @param impairment what it does to packets
     * @param seed the seed of its random draws
     * @param notes what is done otherwise
     */
    public Netem {
        notes = List.copyOf(notes);
    }

    /**
     * Reads the arguments of netem.
     *
     * @param text the arguments, or a whole line of {@code tc} with {@code netem} in it
     * @return what they ask for
     * @throws IllegalArgumentException naming what is wrong, or what there is no model for
     */
    public static Netem parse(String text) {
        return parse(text, Netem::noFile);
    }

    /**
     * Reads the arguments of netem, which may name tables of distributions.
     *
     * @param text the arguments, or a whole line of {@code tc} with {@code netem} in it
     * @param tables gives the text of a table by its name, as files {@code NAME.dist} have it
     * @return what they ask for
     * @throws IllegalArgumentException naming what is wrong, or what there is no model for
     */
    public static Netem parse(String text, Function<String, String> tables) {
        return new NetemReader(text, tables, false).read();
    }

    /**
     * Reads the arguments of netem, for what netem itself makes of them.
     *
     * @param text the arguments, or a whole line of {@code tc} with {@code netem} in it
     * @return what netem does
     * @throws IllegalArgumentException naming what is wrong, or what there is no model for
     */
    public static Netem compatible(String text) {
        return new NetemReader(text, Netem::noFile, true).read();
    }

    private static String noFile(String name) {
        throw new IllegalArgumentException("distribution is unknown: " + name);
    }
}
