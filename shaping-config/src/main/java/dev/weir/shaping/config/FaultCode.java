package dev.weir.shaping.config;

import java.util.Locale;

/** What is wrong with a field; the four codes of the published interface (seed 001:241-246). */
public enum FaultCode {
    /** What the field refers to does not exist. */
    MISSING,
    /** A required field is not set. */
    MISSING_FIELD,
    /** The field's value cannot be read, or is out of range. */
    INVALID,
    /** Another one of the list has this value, which must be unique. */
    ALREADY_EXISTS;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The code as published, such as {@code missing_field}. */
    @Override
    public String toString() {
        return text;
    }
}
