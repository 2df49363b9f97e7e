package dev.weir.shaping.lookup;

/**
 * Any provider of facts that are not in the packet. A class may implement several of the sub-interfaces.
 *
 * <p>A provider is asked on the engine's thread and must answer at once. One that would have to wait answers "unknown", finds out on a thread of its
 * own, and changes its {@link #version}. What is found is kept for the rest of the flow; what is unknown is asked again when the version has changed.
 */
public sealed interface Lookup
        permits AdapterResolver,
                GeoResolver,
                HostAddressResolver,
                HostNameResolver,
                ProcessResolver,
                ProtocolDetector,
                TrafficInspection,
                VpnStatusProvider,
                WifiResolver {

    /**
     * A number that changes when the provider may now know something that it answered "unknown" to before. Read before a question whose answer is
     * not known yet; must be wait-free and not allocate.
     *
     * @return any number; 0 always for a provider that knows at once what it will ever know
     */
    default long version() {
        return 0;
    }
}
