package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads single JSON values; what is none of the kind is an IllegalArgumentException. */
final class Values {
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private Values() {}

    /** A text, or the text of a number. */
    static String text(JsonNode value) {
        return rawText(value).strip();
    }

    /** A text with its outer blanks. */
    static String rawText(JsonNode value) {
        if (value.isTextual() || value.isNumber()) {
            return value.asText();
        }
        throw new IllegalArgumentException("must be a text: " + Json.brief(value));
    }

    /** A list of texts: as an array, or in one text separated by commas. */
    static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return List.of(COMMA.split(text(value), -1));
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(rawText(item)));
        return List.copyOf(texts);
    }

    /** A number, or the text of one. */
    static long whole(JsonNode value, long least, long most) {
        long number;
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            number = value.longValue();
        } else if (value.isTextual()) {
            try {
                number = Long.parseLong(value.textValue().strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("must be a whole number: " + Json.brief(value), e);
            }
        } else {
            throw new IllegalArgumentException("must be a whole number: " + Json.brief(value));
        }
        if (number < least || number > most) {
            throw new IllegalArgumentException("must be within " + least + ".." + most + ": " + number);
        }
        return number;
    }

    static int integer(JsonNode value, int least, int most) {
        return (int) whole(value, least, most);
    }

    static double decimal(JsonNode value) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException("must be a number: " + Json.brief(value));
        }
        return value.doubleValue();
    }

    static boolean flag(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isTextual()
                && (text(value).equalsIgnoreCase("true") || text(value).equalsIgnoreCase("false"))) {
            return Boolean.parseBoolean(text(value));
        }
        throw new IllegalArgumentException("must be true or false: " + Json.brief(value));
    }

    /** The places of what is true in a list of a given length; at least one. */
    static List<Integer> flags(JsonNode value, int length) {
        if (!value.isArray() || value.size() != length) {
            throw new IllegalArgumentException("must be a list of " + length + " booleans: "
                    + (value.isArray() ? value.size() : Json.brief(value)));
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            if (flag(value.get(i))) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("must have at least 1 of " + length + " booleans true: 0");
        }
        return places;
    }

    /** A constant by its name in lower case, with hyphens or underscores, in any case. */
    static <E extends Enum<E>> E constant(JsonNode value, E[] constants) {
        String name = text(value).replace('-', '_');
        List<String> names = new ArrayList<>();
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
            names.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        throw new IllegalArgumentException("must be one of " + String.join(", ", names) + ": " + Json.brief(value));
    }
}
