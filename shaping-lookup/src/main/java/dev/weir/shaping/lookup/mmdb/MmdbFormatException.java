package dev.weir.shaping.lookup.mmdb;

/**
 * A file breaks the MaxMind database format, or holds what does not make sense. The message is one line that says where and what. Immutable.
 *
 * <p>Unchecked, because a fault deep in a large file shows only when an address leads to it.
 */
public final class MmdbFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MmdbFormatException(String problem) {
        super(problem);
    }
}
