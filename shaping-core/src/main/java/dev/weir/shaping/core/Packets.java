package dev.weir.shaping.core;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpProtocols;

/**
 * Builders of Ethernet frames for tests and simulations, with valid lengths and checksums.
 *
 * <pre>{@code
 * Frame frame = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(1_200).outgoing();
 * }</pre>
 *
 * <p>The first address and port are always the source, whichever way the frame travels. The addresses make it IPv4 or IPv6; both
 * must be of one version. Thread-safe; allocates.
 */
public final class Packets {
    private Packets() {}

    /**
     * A UDP datagram (RFC 768).
     *
     * @param source the source address
     * @param sourcePort 0 to 65535
     * @param destination the destination address
     * @param destinationPort 0 to 65535
     * @return a builder, without payload
     * @throws IllegalArgumentException if an address is malformed, the versions differ, or a port is out of range
     */
    public static PacketBuilder udp(String source, int sourcePort, String destination, int destinationPort) {
        return withPorts(IpProtocols.UDP, PacketKind.UDP, source, sourcePort, destination, destinationPort);
    }

    /**
     * A TCP segment (RFC 9293) without options; sequence and acknowledgement numbers are 0.
     *
     * @param source the source address
     * @param sourcePort 0 to 65535
     * @param destination the destination address
     * @param destinationPort 0 to 65535
     * @return a builder, without flags and payload
     * @throws IllegalArgumentException if an address is malformed, the versions differ, or a port is out of range
     */
    public static PacketBuilder tcp(String source, int sourcePort, String destination, int destinationPort) {
        return withPorts(IpProtocols.TCP, PacketKind.TCP, source, sourcePort, destination, destinationPort);
    }

    /**
     * An ICMP echo request (RFC 792), or an ICMPv6 one (RFC 4443) between IPv6 addresses; identifier and sequence number are 0.
     *
     * @param source the source address
     * @param destination the destination address
     * @return a builder, without payload
     * @throws IllegalArgumentException if an address is malformed or the versions differ
     */
    public static PacketBuilder icmpEcho(String source, String destination) {
        IpAddress from = IpAddress.parse(source);
        int protocol = from.version() == 4 ? IpProtocols.ICMP : IpProtocols.ICMPV6;
        return new PacketBuilder(PacketKind.ICMP_ECHO, protocol, from, 0, IpAddress.parse(destination), 0);
    }

    /**
     * An ARP request (RFC 826), broadcast: who has the target address?
     *
     * @param sender the sender's IPv4 address
     * @param target the IPv4 address asked for
     * @return a builder
     * @throws IllegalArgumentException if an address is not an IPv4 address
     */
    public static PacketBuilder arp(String sender, String target) {
        return new PacketBuilder(PacketKind.ARP, -1, IpAddress.parse(sender), 0, IpAddress.parse(target), 0);
    }

    /**
     * A bare IP packet: the payload follows the IP header and is left as it is.
     *
     * @param source the source address
     * @param destination the destination address
     * @param protocol the number in the protocol or next header field, 0 to 255
     * @return a builder, without payload
     * @throws IllegalArgumentException if an address is malformed, the versions differ, or the protocol is out of range
     */
    public static PacketBuilder ip(String source, String destination, int protocol) {
        PacketBuilder.check("protocol", protocol, 0, 255);
        return new PacketBuilder(PacketKind.IP, protocol, IpAddress.parse(source), 0, IpAddress.parse(destination), 0);
    }

    private static PacketBuilder withPorts(
            int protocol, PacketKind kind, String source, int sourcePort, String destination, int destinationPort) {
        PacketBuilder.check("source port", sourcePort, 0, 0xFFFF);
        PacketBuilder.check("destination port", destinationPort, 0, 0xFFFF);
        return new PacketBuilder(
                kind, protocol, IpAddress.parse(source), sourcePort, IpAddress.parse(destination), destinationPort);
    }
}
