package dev.weir.shaping.config;

import java.util.Objects;

/**
 * Something in a document that was read otherwise than it stands there: a field nobody knows, a value out of range that was moved into it. Immutable,
 * thread-safe, equal by value.
 *
 * @param resource what the field belongs to, such as {@code rules[2]} or {@code settings}
 * @param field the field's name, with its way where it is nested
 * @param message what was made of it
 */
public record Warning(String resource, String field, String message) {
    /**
     * Checks that all are there.
     *
     * @param resource what the field belongs to
     * @param field the field's name
     * @param message what was made of it
     */
    public Warning {
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }

    /** Such as {@code rules[2].remote_prot: unknown field}. */
    @Override
    public String toString() {
        return (resource.isEmpty() ? "" : resource + ".") + field + ": " + message;
    }
}
