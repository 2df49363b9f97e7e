package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Plain numbers and percentages as text, read and printed so that they read back. */
final class Numbers {
    private static final Pattern FORM = Pattern.compile("[+-]?[0-9]{1,20}(?:\\.[0-9]{1,400})?");

    private Numbers() {}

    static double parse(String name, String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(name + " must be a number: \"" + text + "\"");
        }
        return Double.parseDouble(text);
    }

    static int whole(String name, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(name + " must be a whole number: \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    static String format(double value) {
        BigDecimal number = new BigDecimal(Double.toString(value));
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    static String percent(double share) {
        return Probability.of(share).toString();
    }

    static double within(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " must be within " + format(least) + ".." + format(most) + ": " + value);
        }
        return value + 0.0;
    }
}
