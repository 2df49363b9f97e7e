package dev.weir.shaping;

/** What kind of network an adapter leads to. A tag that the source of the packets or the shaper's recipe sets; nothing is found out. Immutable. */
public enum AdapterType {
    /** Not told. */
    ANY,
    /** A local network. */
    LAN,
    /** The way out, to the internet. */
    WAN,
    /** A wireless network. */
    WIFI,
    /** A tunnel. */
    VPN,
    /** The machine itself. */
    LOOPBACK,
    /** Anything else. */
    OTHER
}
