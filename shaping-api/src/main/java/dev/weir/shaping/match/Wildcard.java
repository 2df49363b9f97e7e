package dev.weir.shaping.match;

/** Patterns in which {@code *} stands for any characters and {@code ?} for one. Allocates nothing. */
final class Wildcard {
    private Wildcard() {}

    /** Whether the first {@code length} characters of a text fit a pattern. */
    static boolean fits(String pattern, String text, int length, boolean ignoreCase) {
        return fits(pattern, text, 0, length, ignoreCase, false, false);
    }

    /** Whether the characters of a text from one place to another fit a pattern. */
    static boolean fits(String pattern, String text, int from, int to, boolean ignoreCase) {
        return fits(pattern, text, from, to, ignoreCase, false, false);
    }

    /** Whether the characters of a text from one place to another begin with what fits a pattern. */
    static boolean begins(String pattern, String text, int from, int to, boolean ignoreCase) {
        return fits(pattern, text, from, to, ignoreCase, false, true);
    }

    /** Whether some part of a text fits a pattern. */
    static boolean within(String pattern, String text, boolean ignoreCase) {
        return fits(pattern, text, 0, text.length(), ignoreCase, true, true);
    }

    private static boolean fits(
            String pattern, String text, int from, int to, boolean ignoreCase, boolean openStart, boolean openEnd) {
        int p = 0;
        int t = from;
        int retry = openStart ? 0 : -1;
        int resume = from;
        while (t < to) {
            if (openEnd && p == pattern.length()) {
                return true;
            }
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                retry = ++p;
                resume = t;
            } else if (p < pattern.length() && same(pattern.charAt(p), text.charAt(t), ignoreCase)) {
                p++;
                t++;
            } else if (retry >= 0) {
                p = retry;
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
