package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The word {@code corrupt}. */
final class CorruptWords implements PartWords {
    static final String PAYLOAD = "of the payload";
    static final String REPAIRED = "with repaired checksums";

    private static final Pattern PHRASES = Pattern.compile(" (?:" + PAYLOAD + "|" + REPAIRED + ")(?= |$)");

    private Corrupt corrupt = Corrupt.NONE;

    @Override
    public List<String> names() {
        return List.of("corrupt");
    }

    @Override
    public void read(String name, String value) {
        corrupt = parse(value);
    }

    static Corrupt parse(String text) {
        Phrases phrases = new Phrases(text, PHRASES);
        Set<String> said = new HashSet<>();
        phrases.forEach('"' + PAYLOAD + "\" or \"" + REPAIRED + '"', UnaryOperator.identity(), said::add);
        return new Corrupt(Probability.parse(phrases.model()), said.contains(PAYLOAD), said.contains(REPAIRED));
    }

    @Override
    public void finish(Impairment.Builder builder) {
        builder.corrupt(corrupt);
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (!impairment.corrupt().equals(Corrupt.NONE)) {
            words.add("corrupt=" + impairment.corrupt());
        }
    }
}
