package dev.weir.shaping.lookup.inspect;

import dev.weir.shaping.Packet;
import dev.weir.shaping.lookup.FlowObserver;
import org.jspecify.annotations.Nullable;

/** What the first datagrams between two ends tell, of both directions; and all of them where they come from a name server. Not thread-safe. */
final class UdpObserver implements FlowObserver {
    private final LearntNames names;
    private final InspectionCounters counters;
    private final Payload payload = new Payload();
    private int outgoingLeft;
    private int incomingLeft;
    private @Nullable String protocol;

    UdpObserver(int packets, LearntNames names, InspectionCounters counters) {
        this.names = names;
        this.counters = counters;
        outgoingLeft = packets;
        incomingLeft = packets;
    }

    @Override
    public boolean see(Packet packet) {
        int source = packet.srcPort();
        boolean server = source == Datagrams.DNS || source == Datagrams.MDNS;
        boolean open = protocol == null && (packet.outgoing() ? --outgoingLeft : --incomingLeft) >= 0;
        if (open || server) {
            payload.set(packet);
            if (open) {
                detect(packet);
            }
            if (server) {
                learn(packet.timestampNanos());
            }
            payload.clear();
        }
        return server || protocol == null && (packet.outgoing() ? outgoingLeft : incomingLeft) > 0;
    }

    private void detect(Packet packet) {
        protocol = Datagrams.protocol(payload, packet.srcPort(), packet.dstPort());
        if (protocol != null) {
            counters.protocols.increment();
        }
    }

    private void learn(long nowNanos) {
        boolean read = DnsAnswer.read(payload, (address, name, ttl) -> names.learn(address, name, ttl, nowNanos));
        (read ? counters.answersRead : counters.answersSkipped).increment();
    }

    @Override
    public @Nullable String appProto() {
        return protocol;
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
