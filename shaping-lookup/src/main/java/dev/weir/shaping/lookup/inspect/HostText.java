package dev.weir.shaping.lookup.inspect;

import org.jspecify.annotations.Nullable;

/** Host names as they are kept: lower case, without the dot at the end, of letters, digits, hyphens, underscores and dots alone. */
final class HostText {
    static final int LONGEST = 253;

    private HostText() {}

    /** The name, or null if the text is none. */
    static @Nullable String of(CharSequence text) {
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == '.') {
            end--;
        }
        if (end == 0 || end > LONGEST) {
            return null;
        }
        StringBuilder name = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            int letter = lower(text.charAt(i));
            boolean dot = letter == '.' && i > 0 && text.charAt(i - 1) != '.';
            if (!dot && !inLabel(letter)) {
                return null;
            }
            name.append((char) letter);
        }
        return name.toString();
    }

    static int lower(int octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
    }

    static boolean inLabel(int lower) {
        return lower >= 'a' && lower <= 'z' || lower >= '0' && lower <= '9' || lower == '-' || lower == '_';
    }
}
