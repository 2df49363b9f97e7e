package dev.weir.shaping.lookup;

import org.jspecify.annotations.Nullable;

/** Knows which process owns a connection. Must be thread-safe if several engines share it. */
public non-sealed interface ProcessResolver extends Lookup {
    /**
     * The owner of a connection.
     *
     * @param connection the connection
     * @return the process, or null if unknown
     */
    @Nullable
    ProcessInfo process(Connection connection);
}
