package dev.weir.shaping.junit;

/** What a relay did in a test that failed. It is attached to the failure, so that it is printed wherever the failure is; never thrown. */
@SuppressWarnings("OverrideThrowableToString") // the name of the class would tell a reader nothing
final class RelayDetails extends Exception {
    private static final long serialVersionUID = 1;

    RelayDetails(String text) {
        super(text, null, false, false);
    }

    /** The text alone. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
