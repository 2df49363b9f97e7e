package dev.weir.shaping.match;

/** Patterns in which {@code *} stands for any characters and {@code ?} for one. Allocates nothing. */
final class Wildcard {
    private Wildcard() {}

    /** Whether the first {@code length} characters of a text fit a pattern. */
    static boolean fits(String pattern, String text, int length, boolean ignoreCase) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < length) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && same(pattern.charAt(p), text.charAt(t), ignoreCase)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean same(char pattern, char text, boolean ignoreCase) {
        return pattern == text
                || pattern == '?'
                || ignoreCase && Character.toLowerCase(pattern) == Character.toLowerCase(text);
    }
}
