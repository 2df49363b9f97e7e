package dev.weir.shaping;

/**
 * The way a packet travels, seen from the local side: {@link #INCOMING} is download, {@link #OUTGOING} is upload.
 *
 * <p>Every packet has exactly one direction; a backend that sees forwarded or loopback packets chooses one.
 */
public enum Direction {
    /** Received by the local side: download. */
    INCOMING("incoming"),
    /** Sent by the local side: upload. */
    OUTGOING("outgoing");

    private final String text;

    Direction(String text) {
        this.text = text;
    }

    /**
     * The other direction.
     *
     * @return {@link #OUTGOING} for {@link #INCOMING} and the reverse
     */
    public Direction opposite() {
        return this == INCOMING ? OUTGOING : INCOMING;
    }

    /** The lower-case word used in reports, ledgers and on the command line. */
    @Override
    public String toString() {
        return text;
    }
}
