package dev.weir.cli.conformance;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a table shows them: four significant digits. */
final class Figures {
    private static final MathContext DIGITS = new MathContext(4);
    private static final double TINY = 1e-12;
    private static final int PERCENT = 100;

    private Figures() {}

    static String of(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        double shown = Math.abs(value) < TINY ? 0 : value;
        BigDecimal rounded = new BigDecimal(shown).round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    static String percent(double share) {
        return of(share * PERCENT) + " %";
    }
}
