package dev.weir.shaping.config;

/** A field refers to something that does not exist. */
final class UnknownReference extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownReference(String message) {
        super(message);
    }
}
