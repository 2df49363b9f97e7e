package dev.weir.shaping.impair;

import java.util.List;
import java.util.StringJoiner;

/** The words of one part of an {@link Impairment}: collected one by one, and printed. Not thread-safe. */
interface PartWords {
    /** The names of the words, in the order in which errors list them. */
    List<String> names();

    /**
     * Takes a word.
     *
     * @throws IllegalArgumentException naming what was expected
     */
    void read(String name, String value);

    /**
     * Sets the part when all words are known.
     *
     * @throws IllegalArgumentException if they do not go together
     */
    void finish(Impairment.Builder builder);

    /** Adds the words that read back as the part; none if it is absent. */
    void print(Impairment impairment, StringJoiner words);
}
