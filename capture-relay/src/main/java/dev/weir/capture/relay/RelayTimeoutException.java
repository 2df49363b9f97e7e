package dev.weir.capture.relay;

/** Something that was waited for did not happen in time. The message says what, how long it was waited for, and what happened instead. */
public final class RelayTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RelayTimeoutException(String message) {
        super(message);
    }
}
