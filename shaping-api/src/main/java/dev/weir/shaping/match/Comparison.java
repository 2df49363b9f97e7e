package dev.weir.shaping.match;

/** How a field is compared with a value. */
public enum Comparison {
    /** It has the value. */
    EQUAL,
    /** It has another. */
    NOT_EQUAL,
    /** It is below. */
    LESS,
    /** It is below, or has the value. */
    AT_MOST,
    /** It is above. */
    GREATER,
    /** It is above, or has the value. */
    AT_LEAST;

    /** The numbers from 0 to the greatest one that compare so with a value; the value must be among them. */
    NumberSet of(HeaderField field, long value) {
        NumberSet.of(field + " value", 0, field.most(), value);
        long most = field.most();
        return switch (this) {
            case EQUAL -> NumberSet.range(value, value);
            case NOT_EQUAL -> NumberSet.ofRanges(outside(value, most));
            case LESS -> below(field, value - 1);
            case AT_MOST -> below(field, value);
            case GREATER -> above(field, value + 1);
            case AT_LEAST -> above(field, value);
        };
    }

    private static long[] outside(long value, long most) {
        if (value == 0) {
            return new long[] {1, most};
        }
        return value == most ? new long[] {0, most - 1} : new long[] {0, value - 1, value + 1, most};
    }

    private static NumberSet below(HeaderField field, long most) {
        if (most < 0) {
            throw new IllegalArgumentException(field + " is never less than 0: 0");
        }
        return NumberSet.range(0, most);
    }

    private static NumberSet above(HeaderField field, long least) {
        if (least > field.most()) {
            throw new IllegalArgumentException(field + " is never greater than " + field.most() + ": " + field.most());
        }
        return NumberSet.range(least, field.most());
    }
}
