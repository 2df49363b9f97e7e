package dev.weir.shaping;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Names for some of the numbers 0..max, read back in any case and with any separators. */
final class NamedNumbers {
    private final String what;
    private final int max;
    private final Map<Integer, String> names;
    private final Map<String, Integer> numbers = new HashMap<>();

    NamedNumbers(String what, int max, Map<Integer, String> names, Map<String, Integer> aliases) {
        this.what = what;
        this.max = max;
        this.names = names;
        names.forEach((number, name) -> numbers.put(normalized(name), number));
        aliases.forEach((name, number) -> numbers.put(normalized(name), number));
    }

    private static String normalized(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    String nameOf(int number) {
        if (number < 0 || number > max) {
            throw new IllegalArgumentException(what + " must be within 0.." + max + ": " + number);
        }
        return names.getOrDefault(number, Integer.toString(number));
    }

    int valueOf(String name) {
        Integer number = name.matches("\\p{ASCII}*") ? numbers.get(normalized(name)) : null;
        if (number == null && name.matches("[0-9]{1,6}")) {
            number = Integer.parseInt(name);
        } else if (number == null && name.matches("0[xX][0-9A-Fa-f]{1,5}")) {
            number = Integer.decode(name);
        }
        if (number == null || number > max) {
            throw new IllegalArgumentException(what + " is unknown: \"" + name + "\"");
        }
        return number;
    }
}
