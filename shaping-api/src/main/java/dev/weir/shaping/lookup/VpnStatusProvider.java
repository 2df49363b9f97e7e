package dev.weir.shaping.lookup;

import dev.weir.shaping.VpnStatus;

/**
 * Knows the state of the machine's VPN. Asked once for each packet whose rules read it: must be fast and not allocate. Called on the threads of engines, several at
 * once with shards or several runs, so it must be thread-safe.
 */
public non-sealed interface VpnStatusProvider extends Lookup {
    /**
     * The state now.
     *
     * @return an immutable snapshot
     */
    VpnStatus status();
}
