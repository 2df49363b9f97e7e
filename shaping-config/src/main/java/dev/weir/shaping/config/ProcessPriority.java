package dev.weir.shaping.config;

import dev.weir.shaping.Priority;
import java.util.Objects;

/**
 * The priority of an executable (seed 001:161, 327). Immutable and thread-safe.
 *
 * @param executable the full path of the executable, or its name
 * @param priority what is done with the packets of its processes
 */
public record ProcessPriority(String executable, Priority priority) {
    /**
     * Checks the path.
     *
     * @param executable the full path of the executable, or its name
     * @param priority what is done with the packets of its processes
     * @throws IllegalArgumentException if the path is blank
     */
    public ProcessPriority {
        Objects.requireNonNull(priority, "priority");
        if (executable.isBlank()) {
            throw new IllegalArgumentException("executable path must not be blank: \"" + executable + "\"");
        }
    }
}
