package dev.weir.shaping.config;

import java.util.List;
import java.util.Objects;

/**
 * What was read, and what was remarkable about it. Immutable and thread-safe.
 *
 * @param configuration what was read
 * @param warnings what was passed over or changed, in the order of the document
 */
public record Reading(Configuration configuration, List<Warning> warnings) {
    /**
     * Copies the warnings.
     *
     * @param configuration what was read
     * @param warnings what was passed over or changed
     */
    public Reading {
        Objects.requireNonNull(configuration, "configuration");
        warnings = List.copyOf(warnings);
    }
}
