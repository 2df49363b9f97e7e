package dev.weir.shaping.core.rule;

import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.lookup.AdapterResolver;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.HostAddressResolver;
import dev.weir.shaping.lookup.HostNameResolver;
import dev.weir.shaping.lookup.Lookup;
import dev.weir.shaping.lookup.ProcessResolver;
import dev.weir.shaping.lookup.ProtocolDetector;
import dev.weir.shaping.lookup.TrafficInspection;
import dev.weir.shaping.lookup.TrafficInspector;
import dev.weir.shaping.lookup.VpnStatusProvider;
import dev.weir.shaping.lookup.WifiResolver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One provider of each kind; those that nobody provides know nothing. Immutable.
 *
 * @param processes who owns a connection
 * @param places where an address is
 * @param protocols what a flow speaks
 * @param networks an adapter's wireless network
 * @param names an address's host name
 * @param vpn the state of the VPN
 * @param adapters the adapters by which packets can be made to leave
 * @param hosts the addresses of a host
 * @param inspection learns from packets, or null if nobody does
 * @param inspector the inspection of this run, or null before it is started
 */
public record Providers(
        ProcessResolver processes,
        GeoResolver places,
        ProtocolDetector protocols,
        WifiResolver networks,
        HostNameResolver names,
        VpnStatusProvider vpn,
        AdapterResolver adapters,
        HostAddressResolver hosts,
        @Nullable TrafficInspection inspection,
        @Nullable TrafficInspector inspector) {

    /** Providers that know nothing. */
    public static final Providers NONE = new Providers(
            connection -> null,
            address -> null,
            packet -> null,
            adapter -> null,
            address -> null,
            () -> VpnStatus.NONE,
            (mac, ipVersion) -> null,
            host -> null,
            null,
            null);

    /**
     * Sorts providers by kind; of several of one kind the last one counts.
     *
     * @param lookups the providers
     * @return one of each kind
     */
    public static Providers of(List<Lookup> lookups) {
        Providers result = NONE;
        for (Lookup lookup : lookups) {
            result = result.with(lookup);
        }
        return result;
    }

    /**
     * Whether somebody tells who owns a connection.
     *
     * @return false if no resolver was given
     */
    public boolean knowProcesses() {
        return processes != NONE.processes();
    }

    /**
     * Whether somebody tells the addresses of hosts.
     *
     * @return false if no resolver was given
     */
    public boolean knowHosts() {
        return hosts != NONE.hosts();
    }

    /**
     * These providers for a new run.
     *
     * @return the same, with an inspector that has learnt nothing if there is an inspection
     */
    public Providers started() {
        return inspection == null
                ? this
                : new Providers(
                        processes,
                        places,
                        protocols,
                        networks,
                        names,
                        vpn,
                        adapters,
                        hosts,
                        inspection,
                        inspection.inspector());
    }

    private Providers with(Lookup lookup) {
        return new Providers(
                lookup instanceof ProcessResolver provider ? provider : processes,
                lookup instanceof GeoResolver provider ? provider : places,
                lookup instanceof ProtocolDetector provider ? provider : protocols,
                lookup instanceof WifiResolver provider ? provider : networks,
                lookup instanceof HostNameResolver provider ? provider : names,
                lookup instanceof VpnStatusProvider provider ? provider : vpn,
                lookup instanceof AdapterResolver provider ? provider : adapters,
                lookup instanceof HostAddressResolver provider ? provider : hosts,
                lookup instanceof TrafficInspection provider ? provider : inspection,
                null);
    }
}
