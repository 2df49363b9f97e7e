package dev.weir.shaping.lookup;

import dev.weir.shaping.IpAddress;
import org.jspecify.annotations.Nullable;

/** Knows where an address is. Must be thread-safe if several engines share it. */
public non-sealed interface GeoResolver extends Lookup {
    /**
     * The place of an address.
     *
     * @param address the address
     * @return the place, or null if unknown
     */
    @Nullable
    GeoLocation locate(IpAddress address);
}
