package dev.weir.shaping.core.rule;

import dev.weir.shaping.Country;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.ProcessInfo;
import org.jspecify.annotations.Nullable;

/**
 * The packet that filters see, before its flow is known: what would have to be looked up is unknown. Not thread-safe; one view per engine, set to each packet in
 * turn. Allocates an address that is not among those met last, and nothing else.
 */
public final class FilterView extends HeaderView {
    private final AddressCache addresses = new AddressCache();

    /**
     * A view.
     *
     * @param headers the headers of the packet it is set to, decoded before each use
     */
    public FilterView(PacketHeaders headers) {
        super(headers);
    }

    @Override
    public @Nullable MacAddress srcMac() {
        return headers.srcMac < 0 ? null : addresses.mac(headers.srcMac);
    }

    @Override
    public @Nullable MacAddress dstMac() {
        return headers.dstMac < 0 ? null : addresses.mac(headers.dstMac);
    }

    @Override
    public @Nullable IpAddress srcIp() {
        return headers.ipVersion == 0 ? null : addresses.ip(headers.ipVersion, headers.srcHigh, headers.srcLow);
    }

    @Override
    public @Nullable IpAddress dstIp() {
        return headers.ipVersion == 0 ? null : addresses.ip(headers.ipVersion, headers.dstHigh, headers.dstLow);
    }

    @Override
    public int filter() {
        return 0;
    }

    @Override
    public int flowId() {
        return -1;
    }

    @Override
    public @Nullable String appProto() {
        return null;
    }

    @Override
    public Country country() {
        return Country.UNKNOWN;
    }

    @Override
    public double latitude() {
        return GeoLocation.UNKNOWN.latitude();
    }

    @Override
    public double longitude() {
        return GeoLocation.UNKNOWN.longitude();
    }

    @Override
    public boolean hasLocation() {
        return false;
    }

    @Override
    public int pid() {
        return ProcessInfo.UNKNOWN.pid();
    }

    @Override
    public String executable() {
        return ProcessInfo.UNKNOWN.executable();
    }

    @Override
    public String exeName() {
        return ProcessInfo.UNKNOWN.name();
    }

    @Override
    public String commandLine() {
        return ProcessInfo.UNKNOWN.commandLine();
    }

    @Override
    public String user() {
        return ProcessInfo.UNKNOWN.user();
    }

    @Override
    public @Nullable String ssid() {
        return null;
    }

    @Override
    public @Nullable String host() {
        return null;
    }

    @Override
    public @Nullable String url() {
        return null;
    }
}
