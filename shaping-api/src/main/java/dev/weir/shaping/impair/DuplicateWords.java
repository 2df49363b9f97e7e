package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** The word {@code duplicate}. */
final class DuplicateWords implements PartWords {
    private static final Pattern PHRASES = Pattern.compile(" [0-9]{1,9} ?cop(?:y|ies)(?= |$)");

    private Duplicate duplicate = Duplicate.NONE;

    @Override
    public List<String> names() {
        return List.of("duplicate");
    }

    @Override
    public void read(String name, String value) {
        duplicate = parse(value);
    }

    static Duplicate parse(String text) {
        Phrases phrases = new Phrases(text, PHRASES);
        int[] copies = {1};
        phrases.forEach(
                "\"3 copies\"",
                phrase -> "copies",
                phrase -> copies[0] = Integer.parseInt(phrase.replaceAll("[^0-9]", "")));
        return new Duplicate(Probability.parse(phrases.model()), copies[0]);
    }

    @Override
    public void finish(Impairment.Builder builder) {
        builder.duplicate(duplicate);
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (!impairment.duplicate().equals(Duplicate.NONE)) {
            words.add("duplicate=" + impairment.duplicate());
        }
    }
}
