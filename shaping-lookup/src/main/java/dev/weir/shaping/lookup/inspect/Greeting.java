package dev.weir.shaping.lookup.inspect;

import org.jspecify.annotations.Nullable;

/** What a client says first, fed byte by byte, in whatever pieces it comes. Keeps what it needs of it, and bounds that. Not thread-safe. */
interface Greeting {
    /** Takes the next byte, 0 to 255; false once nothing more is to be learnt. */
    boolean feed(int octet);

    /** The host it asks for, or null if unknown. */
    @Nullable
    String host();

    /** The URL it asks for, or null if unknown. */
    @Nullable
    String url();
}
