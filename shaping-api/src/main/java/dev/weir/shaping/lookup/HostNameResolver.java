package dev.weir.shaping.lookup;

import dev.weir.shaping.IpAddress;
import org.jspecify.annotations.Nullable;

/** Knows the name by which an address was asked for. Must be thread-safe if several engines share it. */
public non-sealed interface HostNameResolver extends Lookup {
    /**
     * The host name of an address.
     *
     * @param address the address
     * @return the name, or null if unknown
     */
    @Nullable
    String hostName(IpAddress address);
}
