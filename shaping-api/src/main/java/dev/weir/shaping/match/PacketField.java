package dev.weir.shaping.match;

/** What a {@link Match} reads to give its answer. */
public enum PacketField {
    /** The direction. */
    DIRECTION,
    /** The IP version. */
    IP_VERSION,
    /** The protocol carried by IP. */
    PROTOCOL,
    /** The EtherType. */
    ETHER_TYPE,
    /** The source address. */
    SOURCE_ADDRESS,
    /** The destination address. */
    DESTINATION_ADDRESS,
    /** The source port. */
    SOURCE_PORT,
    /** The destination port. */
    DESTINATION_PORT,
    /** The executable of the process that owns the connection. */
    PROCESS,
    /** The engine's date and time; not a field of the packet itself. */
    TIME,
    /** Anything: a predicate does not tell what it reads. */
    ANYTHING
}
