package dev.weir.shaping.config;

import java.util.Objects;

/**
 * Why a field cannot be taken. Immutable, thread-safe, equal by value.
 *
 * @param resource what the field belongs to, such as {@code rules[2]} or {@code settings}
 * @param field the field's name, with its way where it is nested: {@code any[1].remote_port}; empty for the resource itself
 * @param code what is wrong
 * @param message the same in words, with value and bound
 */
public record Fault(String resource, String field, FaultCode code, String message) {
    /**
     * Checks that all are there.
     *
     * @param resource what the field belongs to
     * @param field the field's name
     * @param code what is wrong
     * @param message the same in words
     */
    public Fault {
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** Such as {@code rules[2].remote_port: port must be within 0..65535: 70000 at 0 (invalid)}. */
    @Override
    public String toString() {
        return resource + (field.isEmpty() ? "" : "." + field) + ": " + message + " (" + code + ")";
    }
}
