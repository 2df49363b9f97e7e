package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Packet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One end of a packet's way. For packets that the local side sends, local is the source and remote the destination; for those that it receives, local is the
 * destination and remote the source.
 */
public enum End {
    /** Where the packet itself says it comes from. */
    SOURCE,
    /** Where the packet itself says it goes to. */
    DESTINATION,
    /** The local side. */
    LOCAL,
    /** The remote side. */
    REMOTE;

    /**
     * The IP address of this end.
     *
     * @param packet the packet
     * @return the address, or null if the packet is not IP
     */
    public @Nullable IpAddress address(Packet packet) {
        return isSource(packet) ? packet.srcIp() : packet.dstIp();
    }

    /**
     * The MAC address of this end.
     *
     * @param packet the packet
     * @return the address, or null without an Ethernet header
     */
    public @Nullable MacAddress mac(Packet packet) {
        return isSource(packet) ? packet.srcMac() : packet.dstMac();
    }

    /**
     * The port of this end.
     *
     * @param packet the packet
     * @return 0 to 65535, 0 without ports
     */
    public int port(Packet packet) {
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

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
