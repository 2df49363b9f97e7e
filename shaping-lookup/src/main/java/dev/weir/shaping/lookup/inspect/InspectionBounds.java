package dev.weir.shaping.lookup.inspect;

/**
 * How much an inspection looks at, and how much it keeps. Immutable and thread-safe.
 *
 * @param packets the packets looked at in each direction of a connection, 1 to 1000
 * @param maximumConnections the connections whose directions are put together, 1 to 1048576; rounded up to a power of 2 of at least 8
 * @param maximumNames the addresses whose names are kept, 1 to 1048576; rounded up to a power of 2 of at least 8
 */
public record InspectionBounds(int packets, int maximumConnections, int maximumNames) {
    /** 12 packets, 16384 connections, 16384 names. */
    public static final InspectionBounds DEFAULT = new InspectionBounds(12, 1 << 14, 1 << 14);

    private static final int MOST_PACKETS = 1_000;
    private static final int MOST_ENTRIES = 1 << 20;

    /**
     * Checks the bounds.
     *
     * @param packets the packets looked at in each direction of a connection, 1 to 1000
     * @param maximumConnections the connections whose directions are put together, 1 to 1048576; rounded up to a power of 2 of at least 8
     * @param maximumNames the addresses whose names are kept, 1 to 1048576; rounded up to a power of 2 of at least 8
     * @throws IllegalArgumentException if out of range
     */
    public InspectionBounds {
        check("packets", packets, MOST_PACKETS);
        check("maximumConnections", maximumConnections, MOST_ENTRIES);
        check("maximumNames", maximumNames, MOST_ENTRIES);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be within 1.." + most + ": " + value);
        }
    }
}
