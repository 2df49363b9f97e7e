package dev.weir.shaping.config;

/**
 * Hexadecimal numbers in a JSON text, such as {@code 0xCAFE}: turned into decimal ones of the same width, so that errors keep their places. Texts and
 * comments are passed over.
 */
final class HexNumbers {
    /** The most that never need more room in decimal; longer ones stay, and are a fault of the text. */
    private static final int MOST_DIGITS = 9;

    private HexNumbers() {}

    static String toDecimal(String text) {
        StringBuilder plain = new StringBuilder(text);
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '"' || next == '\'') {
                at = afterText(text, at);
            } else if (next == '/') {
                at = afterComment(text, at);
            } else if (Character.isLetterOrDigit(next)) {
                int end = afterWord(text, at);
                replace(plain, at, end);
                at = end;
            } else {
                at++;
            }
        }
        return plain.toString();
    }

    private static void replace(StringBuilder plain, int start, int end) {
        int digits = end - start - 2;
        if (digits < 1 || digits > MOST_DIGITS || plain.charAt(start) != '0' || (plain.charAt(start + 1) | 32) != 'x') {
            return;
        }
        long value = 0;
        for (int i = start + 2; i < end; i++) {
            int digit = Character.digit(plain.charAt(i), 16);
            if (digit < 0) {
                return;
            }
            value = value << 4 | digit;
        }
        String decimal = Long.toString(value);
        for (int i = start; i < end; i++) {
            int digit = i - start;
            plain.setCharAt(i, digit < decimal.length() ? decimal.charAt(digit) : ' ');
        }
    }

    private static int afterText(String text, int start) {
        char quote = text.charAt(start);
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int afterComment(String text, int start) {
        String close = text.startsWith("//", start) ? "\n" : text.startsWith("/*", start) ? "*/" : "";
        if (close.isEmpty()) {
            return start + 1;
        }
        int end = text.indexOf(close, start + 2);
        return end < 0 ? text.length() : end + close.length();
    }

    private static int afterWord(String text, int start) {
        int at = start;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_.$".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }
}
