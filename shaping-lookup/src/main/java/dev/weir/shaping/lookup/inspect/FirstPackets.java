package dev.weir.shaping.lookup.inspect;

import dev.weir.shaping.lookup.TrafficInspection;
import dev.weir.shaping.lookup.TrafficInspector;
import java.util.Objects;

/**
 * Learns from packets: the application protocol of a connection by its first packets; its host by the server name of TLS or the Host of HTTP; its URL by
 * the first HTTP request; and names of addresses by the answers of name servers that pass. Thread-safe; give it to a shaper as a look-up.
 *
 * <p>It looks at the first packets of each direction and allocates for them; then a packet costs one comparison. Answers of name servers (UDP ports 53 and
 * 5353) are all read. It believes what it sees: a sender can claim any name, so use names to shape, not to grant.
 *
 * <p>Protocols: {@code dns http tls quic ssh bittorrent ntp dhcp mdns}. DNS, multicast DNS, NTP and DHCP are told by port and content, the others by content
 * alone.
 */
public final class FirstPackets implements TrafficInspection {
    private final InspectionBounds bounds;
    private final InspectionCounters counters = new InspectionCounters();

    /** An inspection with the default bounds. */
    public FirstPackets() {
        this(InspectionBounds.DEFAULT);
    }

    /**
     * An inspection.
     *
     * @param bounds how much it looks at and keeps, in each run
     */
    public FirstPackets(InspectionBounds bounds) {
        this.bounds = Objects.requireNonNull(bounds, "bounds");
    }

    @Override
    public TrafficInspector inspector() {
        return new ConnectionInspector(bounds, counters);
    }

    /**
     * What was done in all runs together. Any thread may ask.
     *
     * @return the counters
     */
    public InspectionStatistics statistics() {
        return counters.read();
    }
}
