package dev.weir.shaping.match;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of a condition: checked copies of what it is given, and its text. */
final class Words {
    private Words() {}

    static <T> Set<T> checked(String name, Set<T> values) {
        if (values.isEmpty()) {
            throw none(name);
        }
        return Set.copyOf(values);
    }

    static List<String> checked(String name, List<String> values) {
        if (values.isEmpty()) {
            throw none(name);
        }
        if (values.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(name + " must not be blank: \"" + String.join(", ", values) + "\"");
        }
        return List.copyOf(values);
    }

    private static IllegalArgumentException none(String name) {
        return new IllegalArgumentException("at least 1 " + name + " must be given: 0");
    }

    /** The items of a list separated by commas. */
    static List<String> split(String text) {
        return List.of(text.split(",", -1)).stream().map(String::strip).toList();
    }

    /** A factory with constants in their order, such as {@code months(may, june)}. */
    static <E extends Enum<E>> String of(String factory, Set<E> values) {
        return values.stream()
                .sorted()
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", factory + "(", ")"));
    }
}
