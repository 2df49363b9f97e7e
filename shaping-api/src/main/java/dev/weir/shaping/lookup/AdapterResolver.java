package dev.weir.shaping.lookup;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * Knows the adapters by which packets can be made to leave. Without one, or with a source of packets that has no choice, none can. Asked for each packet that a rule
 * binds: must be fast and not allocate. Must be thread-safe if several engines share it.
 */
public non-sealed interface AdapterResolver extends Lookup {
    /**
     * The adapter with a MAC address, if packets can leave by it now.
     *
     * @param mac the address
     * @param ipVersion 4 or 6, or 0 for a packet that is not IP
     * @return the adapter; null if there is none, it is down, it has no address of the version, or packets cannot be sent there
     */
    @Nullable
    Adapter adapter(MacAddress mac, int ipVersion);
}
