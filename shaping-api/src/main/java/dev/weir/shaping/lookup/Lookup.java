package dev.weir.shaping.lookup;

/**
 * Any provider of facts that are not in the packet. A class may implement several of the sub-interfaces.
 *
 * <p>In virtual time a provider is asked on the engine's thread and must answer at once; answers are kept per flow.
 */
public sealed interface Lookup
        permits GeoResolver,
                HostAddressResolver,
                HostNameResolver,
                ProcessResolver,
                ProtocolDetector,
                VpnStatusProvider,
                WifiResolver {}
