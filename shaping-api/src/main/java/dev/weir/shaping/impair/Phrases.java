package dev.weir.shaping.impair;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model as text, followed by phrases of words: {@code 2 % in bursts of 4 after the link}. Blanks are read as one each. */
final class Phrases {
    private final String text;
    private final Matcher matcher;
    private final String model;

    /**
     * Finds the phrases.
     *
     * @param phrases what each may be; must match a blank in front and be followed by one or by the end
     */
    Phrases(String text, Pattern phrases) {
        this.text = text.strip().replaceAll("\\s+", " ");
        this.matcher = phrases.matcher(Words.masked(this.text));
        this.model = matcher.find() ? this.text.substring(0, matcher.start()) : this.text;
    }

    /** The text in front of the phrases. */
    String model() {
        return model;
    }

    /**
     * Passes on each phrase, without the blank in front.
     *
     * @param topic what a phrase is about, of which there may be one
     * @throws IllegalArgumentException if there is something else between them, or two are about the same
     */
    void forEach(String expected, UnaryOperator<String> topic, Consumer<String> action) {
        Set<String> topics = new HashSet<>();
        for (int at = model.length(); at < text.length(); at = matcher.end()) {
            matcher.region(at, text.length());
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException(
                        "expected " + expected + ": \"" + text.substring(at).strip() + "\"");
            }
            String phrase = matcher.group().substring(1);
            if (!topics.add(topic.apply(phrase))) {
                throw new IllegalArgumentException(
                        "\"" + phrase + "\" is given twice or against another: \"" + text + "\"");
            }
            action.accept(phrase);
        }
    }
}
