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
    /** The source MAC address. */
    SOURCE_MAC,
    /** The destination MAC address. */
    DESTINATION_MAC,
    /** Any bytes of the IP header. */
    IP_HEADER,
    /** The network adapter: id, name and type. */
    ADAPTER,
    /** The adapter's wireless network. */
    SSID,
    /** The pipe filter that let the packet in. */
    FILTER,
    /** The process that owns the connection: executable, command line, id and user. */
    PROCESS,
    /** The country of the remote address. */
    COUNTRY,
    /** The application protocol. */
    APPLICATION,
    /** The name of the remote host, and the URL. */
    HOST,
    /** What names of groups and hosts and the local host stand for; not a field of the packet itself. */
    ADDRESS_NAMES,
    /** The traffic that the rule has seen; not a field of the packet itself. */
    TRAFFIC,
    /** The engine's date and time; not a field of the packet itself. */
    TIME,
    /** Anything: a predicate does not tell what it reads. */
    ANYTHING
}
