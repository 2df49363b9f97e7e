package dev.weir.shaping;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A decimal number followed by a unit, as the value types read and print it. The longest text has room for the smallest positive
 * double, which prints with more than 320 places.
 */
record Quantity(BigDecimal number, String unit) {
    private static final Pattern FORM =
            Pattern.compile("\\s*+([+-]?[0-9]++(?:[._0-9]*[0-9])?+(?:[eE][+-]?[0-9]{1,2})?+)\\s*+(.*?)\\s*");
    private static final int MAX_LENGTH = 400;

    static Quantity parse(String what, String text) {
        Matcher matcher = FORM.matcher(text);
        @Nullable BigDecimal number = null;
        if (text.length() <= MAX_LENGTH && matcher.matches()) {
            number = decimal(matcher.group(1));
        }
        if (number == null) {
            throw new IllegalArgumentException(what + " must be a number with a unit: \"" + text + "\"");
        }
        return new Quantity(number, matcher.group(2));
    }

    private static @Nullable BigDecimal decimal(String digits) {
        try {
            return new BigDecimal(digits.replace("_", ""));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** An exact amount with the largest decimal prefix that leaves it at 1 or more, up to giga. */
    static String print(long amount, String unit) {
        String prefixes = " kMG";
        int step = 0;
        for (long rest = amount; rest >= 1_000 && step < 3; rest /= 1_000) {
            step++;
        }
        String prefix = step == 0 ? "" : prefixes.substring(step, step + 1);
        return plain(BigDecimal.valueOf(amount).movePointLeft(3 * step)) + " " + prefix + unit;
    }

    /** The number in its shortest form: no trailing zeros, no exponent. */
    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
