package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A model as text, {@code name(80 ms, sd=15 ms)}: its name, and its arguments by place or by name. Not thread-safe. */
final class Call {
    private static final Pattern FORM = Pattern.compile("([a-z0-9]++(?:-[a-z0-9]++)*+)\\s*+\\((.*)\\)", Pattern.DOTALL);

    private final String name;
    private final List<String> arguments;
    private Map<String, String> values = Map.of();

    private Call(String name, List<String> arguments) {
        this.name = name;
        this.arguments = arguments;
    }

    /** The call that a text is, or null if it has not the form of one. */
    static @Nullable Call of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? new Call(matcher.group(1), Words.arguments(matcher.group(2))) : null;
    }

    String name() {
        return name;
    }

    /** The arguments as they stand there, for models that take a list. */
    List<String> arguments() {
        return arguments;
    }

    /** Says which parameters there are, in the order of their places. */
    Call takes(String... parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> known = List.of(parameters);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String parameter =
                    equals >= 0 ? argument.substring(0, equals).strip() : i < known.size() ? known.get(i) : "";
            if (!known.contains(parameter) || given.containsKey(parameter)) {
                throw new IllegalArgumentException(
                        name + " takes " + String.join(", ", known) + ", each once: \"" + argument + "\"");
            }
            given.put(parameter, argument.substring(equals + 1).strip());
        }
        values = given;
        return this;
    }

    boolean has(String parameter) {
        return values.containsKey(parameter);
    }

    private String value(String parameter) {
        String value = values.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException(name + " needs " + parameter + ": " + this);
        }
        return value;
    }

    Duration time(String parameter) {
        return Durations.parse(parameter, value(parameter));
    }

    Duration time(String parameter, Duration absent) {
        return has(parameter) ? time(parameter) : absent;
    }

    double number(String parameter) {
        return Numbers.parse(parameter, value(parameter));
    }

    int whole(String parameter) {
        return Numbers.whole(parameter, value(parameter));
    }

    Probability probability(String parameter) {
        try {
            return Probability.parse(value(parameter));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(parameter + ": " + e.getMessage(), e);
        }
    }

    Probability probability(String parameter, Probability absent) {
        return has(parameter) ? probability(parameter) : absent;
    }

    String text(String parameter) {
        return value(parameter);
    }

    /** Prints a call. */
    static String print(String name, Object... arguments) {
        List<String> texts = new ArrayList<>();
        for (Object argument : arguments) {
            texts.add(argument instanceof Duration time ? Durations.format(time) : String.valueOf(argument));
        }
        return name + "(" + String.join(", ", texts) + ")";
    }

    @Override
    public String toString() {
        return print(name, arguments.toArray());
    }
}
