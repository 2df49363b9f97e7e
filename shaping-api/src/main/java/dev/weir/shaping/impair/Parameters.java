package dev.weir.shaping.impair;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name with parameters, such as {@code codel(target=5 ms, ecn)}: each a value with a name, or a flag. Whoever knows the name takes its parameters; what is left
 * is an error. Not thread-safe.
 */
final class Parameters {
    private static final Pattern FORM = Pattern.compile("\\s*+([a-z][a-z-]*+)\\s*+(?:\\(([^()]*+)\\)\\s*+)?");
    private static final Pattern BYTES = Pattern.compile("([+-]?[0-9]{1,40})\\s*(?:B|byte|bytes)?");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}");

    private final String what;
    private final String name;
    private final Map<String, String> values = new LinkedHashMap<>();

    private Parameters(String what, String name) {
        this.what = what;
        this.name = name;
    }

    static Parameters parse(String what, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    what + " must be a name, with parameters in parentheses if any: \"" + text + "\"");
        }
        Parameters parameters = new Parameters(what, matcher.group(1));
        String list = matcher.group(2);
        if (list != null && !list.isBlank()) {
            for (String word : list.split(",", -1)) {
                parameters.add(word.strip());
            }
        }
        return parameters;
    }

    private void add(String word) {
        int equals = word.indexOf('=');
        String key = equals < 0 ? word : word.substring(0, equals).strip();
        String value = equals < 0 ? "" : word.substring(equals + 1).strip();
        if (key.isEmpty() || equals >= 0 && value.isEmpty()) {
            throw new IllegalArgumentException(
                    "parameter of " + name + " must be name=value or a flag: \"" + word + "\"");
        }
        if (values.put(key, value) != null) {
            throw new IllegalArgumentException(key + " of " + name + " is given twice: \"" + word + "\"");
        }
    }

    String name() {
        return name;
    }

    boolean flag(String key) {
        String value = values.remove(key);
        if (value != null && !value.isEmpty()) {
            throw new IllegalArgumentException(key + " of " + name + " takes no value: \"" + value + "\"");
        }
        return value != null;
    }

    Duration time(String key, Duration usual) {
        String value = value(key);
        return value == null ? usual : Durations.parse(key, value);
    }

    int bytes(String key, int usual) {
        return whole(key, BYTES, "whole bytes", usual);
    }

    int number(String key, int usual) {
        return whole(key, NUMBER, "a whole number", usual);
    }

    private int whole(String key, Pattern form, String expected, int usual) {
        String value = value(key);
        if (value == null) {
            return usual;
        }
        Matcher matcher = form.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(key + " must be " + expected + ": \"" + value + "\"");
        }
        BigInteger number = new BigInteger(form == BYTES ? matcher.group(1) : value);
        BigInteger least = BigInteger.valueOf(Integer.MIN_VALUE);
        return number.max(least).min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
    }

    DataSize size(String key) {
        return DataSize.parse(required(key));
    }

    Probability probability(String key) {
        return Probability.parse(required(key));
    }

    private String required(String key) {
        String value = value(key);
        if (value == null) {
            throw new IllegalArgumentException(name + " needs " + key + "=");
        }
        return value;
    }

    private @Nullable String value(String key) {
        String value = values.remove(key);
        if (value != null && value.isEmpty()) {
            throw new IllegalArgumentException(key + " of " + name + " needs a value");
        }
        return value;
    }

    /** All parameters must have been taken. */
    void requireNoOther() {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException(what + " " + name + " knows no \""
                    + values.keySet().iterator().next() + "\"");
        }
    }
}
