package dev.weir.shaping;

import java.util.Locale;

/**
 * What packets must have in common to share one token bucket of a tracked limit. Source and destination are those of outgoing
 * packets, and swapped for incoming ones: so one user's packets have one key both ways. Immutable.
 */
public enum Tracking {
    /** The local address. */
    SOURCE_IP,
    /** The remote address. */
    DESTINATION_IP,
    /** The local hardware address; packets without one are one stream. */
    SOURCE_MAC,
    /** The remote hardware address; packets without one are one stream. */
    DESTINATION_MAC,
    /** Both addresses, the protocol and both ports: a connection, with its two directions. */
    CONNECTION,
    /** The process, by its number; unknown processes are one stream. */
    PROCESS,
    /** The executable file, by its path; unknown ones are one stream. */
    EXECUTABLE;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The lower-case form used in ledgers and reports, such as {@code source-ip}. */
    @Override
    public String toString() {
        return text;
    }
}
