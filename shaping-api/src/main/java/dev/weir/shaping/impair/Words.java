package dev.weir.shaping.impair;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits texts where they may be split: never within parentheses. One that is not closed reaches to the end. */
final class Words {
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("(?<=[^\\s,])(?:\\s*+,\\s*+|\\s++)(?=[a-zA-Z]++\\s*+=)");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final char MASK = '.';

    private Words() {}

    /** The words of a text, {@code name=value} if they are well formed: parted by blanks or a comma in front of the next name. */
    static List<String> of(String text) {
        return split(text.strip(), BETWEEN_WORDS);
    }

    /** The parts between commas, without blanks around them. */
    static List<String> arguments(String text) {
        return split(text, COMMA).stream().map(String::strip).toList();
    }

    private static List<String> split(String text, Pattern separator) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = separator.matcher(masked(text));
        int start = 0;
        while (matcher.find()) {
            parts.add(text.substring(start, matcher.start()));
            start = matcher.end();
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The text with what is within parentheses made unrecognisable. */
    static String masked(String text) {
        StringBuilder masked = new StringBuilder(text);
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ')' && depth > 0) {
                depth--;
            }
            if (depth > 0) {
                masked.setCharAt(i, MASK);
            }
            if (c == '(') {
                depth++;
            }
        }
        return masked.toString();
    }
}
