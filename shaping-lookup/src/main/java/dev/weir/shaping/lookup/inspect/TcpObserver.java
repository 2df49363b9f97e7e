package dev.weir.shaping.lookup.inspect;

import dev.weir.shaping.Packet;
import dev.weir.shaping.lookup.FlowObserver;
import org.jspecify.annotations.Nullable;

/** What the first packets of a TCP connection tell, of both its directions. Not thread-safe. */
final class TcpObserver implements FlowObserver {
    private final InspectionCounters counters;
    private final Payload payload = new Payload();
    private @Nullable TcpSide outgoing;
    private @Nullable TcpSide incoming;
    private int outgoingLeft;
    private int incomingLeft;
    private @Nullable String protocol;
    private @Nullable String host;
    private @Nullable String url;

    TcpObserver(Packet first, int packets, InspectionCounters counters) {
        this.counters = counters;
        outgoing = new TcpSide(first.srcPort(), first.dstPort());
        incoming = new TcpSide(first.srcPort(), first.dstPort());
        outgoingLeft = packets;
        incomingLeft = packets;
    }

    @Override
    public boolean see(Packet packet) {
        boolean out = packet.outgoing();
        TcpSide side = out ? outgoing : incoming;
        if (side == null) {
            return false;
        }
        int left = out ? --outgoingLeft : --incomingLeft;
        boolean more = read(side, packet) && left > 0;
        learn(side, out);
        if (!more) {
            close(side, out);
        }
        return more;
    }

    private boolean read(TcpSide side, Packet packet) {
        payload.set(packet);
        boolean more = true;
        if (payload.length() > 0) {
            more = side.read(payload, TcpSide.sequence(packet));
        } else if (packet.syn()) {
            side.begin(TcpSide.sequence(packet));
        }
        payload.clear();
        return more;
    }

    private void learn(TcpSide side, boolean out) {
        StreamStart.Kind kind = side.kind();
        if (protocol == null && kind != null && kind.protocol() != null) {
            protocol = kind.protocol();
            counters.protocols.increment();
        }
        if (url == null) {
            url = side.url();
        }
        if (host == null && out) {
            host = side.host();
        }
    }

    private void close(TcpSide side, boolean out) {
        side.end();
        learn(side, out);
        if (out) {
            outgoing = null;
        } else {
            incoming = null;
        }
    }

    @Override
    public @Nullable String appProto() {
        return protocol;
    }

    /** The name that the local side asks for; one that it is asked for is its own. */
    @Override
    public @Nullable String host() {
        return host;
    }

    @Override
    public @Nullable String url() {
        return url;
    }
}
