package dev.weir.shaping.lookup.inspect;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.Packet;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.FlowObserver;
import dev.weir.shaping.lookup.TrafficInspector;
import org.jspecify.annotations.Nullable;

/** Has one observer for both directions of a connection. Thread-safe and lock-free. */
final class ConnectionInspector implements TrafficInspector {
    private final int packets;
    private final InspectionCounters counters;
    private final SlotTable<Connection, FlowObserver> connections;
    private final LearntNames names;

    ConnectionInspector(InspectionBounds bounds, InspectionCounters counters) {
        this.counters = counters;
        packets = bounds.packets();
        connections = new SlotTable<>(bounds.maximumConnections(), counters.connectionsEvicted);
        names = new LearntNames(bounds.maximumNames(), counters.namesLearnt, counters.namesEvicted);
    }

    @Override
    public @Nullable FlowObserver observe(Packet first) {
        IpAddress local = first.localIp();
        IpAddress remote = first.remoteIp();
        boolean tcp = first.ipProto() == IpProtocols.TCP;
        boolean known = tcp || first.ipProto() == IpProtocols.UDP;
        if (!known || !first.hasPorts() || local == null || remote == null) {
            return null;
        }
        Connection connection = new Connection(first.ipProto(), local, first.localPort(), remote, first.remotePort());
        long hash = hash(connection);
        boolean opens = tcp && first.syn() && !first.ack();
        SlotTable.Entry<Connection, FlowObserver> entry = opens ? null : connections.find(connection, hash);
        if (entry != null) {
            return entry.value();
        }
        FlowObserver fresh =
                tcp ? new TcpObserver(first, packets, counters) : new UdpObserver(packets, names, counters);
        connections.put(connection, hash, fresh, first.timestampNanos());
        counters.connections.increment();
        return fresh;
    }

    private static long hash(Connection connection) {
        long ends = (long) connection.ipProto() << 32 | (long) connection.localPort() << 16 | connection.remotePort();
        long hash = mix(ends, connection.local());
        return mix(hash, connection.remote());
    }

    private static long mix(long hash, IpAddress address) {
        return SlotTable.mix(SlotTable.mix(hash, address.high()), address.low());
    }

    @Override
    public @Nullable String hostName(IpAddress address, long nowNanos) {
        return names.name(address, nowNanos);
    }

    @Override
    public long version() {
        return names.version();
    }
}
