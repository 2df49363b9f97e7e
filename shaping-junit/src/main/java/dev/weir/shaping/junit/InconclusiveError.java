package dev.weir.shaping.junit;

/**
 * An assertion on times that could not be decided, because the emulator itself was later than the assertion can bear: neither the code under test nor the recipe need be at
 * fault, the machine was too busy to tell.
 *
 * <p>Under {@link ImpairedRelay}, {@link Impaired} or {@link InconclusiveRetry} the test is run once more; then it fails with this error, or with
 * {@code -Dweir.inconclusive=abort} is aborted. Elsewhere it is an assertion error like any other.
 */
public final class InconclusiveError extends AssertionError {
    private static final long serialVersionUID = 1;

    /**
     * An error.
     *
     * @param message what was asked, what was found, and how late the emulator was
     */
    public InconclusiveError(String message) {
        super(message);
    }
}
