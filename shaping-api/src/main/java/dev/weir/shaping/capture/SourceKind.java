package dev.weir.shaping.capture;

/** What a packet source does when there is no room. Immutable. */
public enum SourceKind {
    /** It cannot wait, as a network card cannot: its packets are dropped and counted. */
    LOSSY,
    /** It waits and offers the packet again, as a stream's reader does. */
    LOSSLESS
}
