package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.Packet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One end of a packet's way. Local and remote swap source and destination for incoming packets. */
enum End {
    SOURCE,
    DESTINATION,
    LOCAL,
    REMOTE;

    @Nullable
    IpAddress address(Packet packet) {
        return isSource(packet) ? packet.srcIp() : packet.dstIp();
    }

    int port(Packet packet) {
        return isSource(packet) ? packet.srcPort() : packet.dstPort();
    }

    private boolean isSource(Packet packet) {
        return this == SOURCE || this != DESTINATION && (this == LOCAL) == packet.outgoing();
    }

    Set<PacketField> fields(PacketField source, PacketField destination) {
        return switch (this) {
            case SOURCE -> Set.of(source);
            case DESTINATION -> Set.of(destination);
            case LOCAL, REMOTE -> Set.of(source, destination, PacketField.DIRECTION);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
