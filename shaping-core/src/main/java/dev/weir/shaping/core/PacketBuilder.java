package dev.weir.shaping.core;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.MacAddress;
import java.util.Objects;

/**
 * One packet being built: started by {@link Packets}, changed by its methods, ended by {@link #incoming()} or {@link #outgoing()}.
 *
 * <p>A field that is set twice has the last value. The frame is an Ethernet frame without check sequence, and no longer than its
 * content: it is not padded to 60 bytes. Not thread-safe; ending it does not use it up.
 */
public final class PacketBuilder {
    final PacketKind kind;
    final int protocol;
    final IpAddress source;
    final int sourcePort;
    final IpAddress destination;
    final int destinationPort;
    MacAddress sourceMac = new MacAddress(0x0200_0000_0001L);
    MacAddress destinationMac = new MacAddress(0x0200_0000_0002L);
    byte[] payload = new byte[0];
    int frameLength = -1;
    int vlan = -1;
    int ttl = 64;
    int dscp;
    int ecn;
    int tcpFlags;
    private Adapter adapter = Adapter.NONE;

    PacketBuilder(
            PacketKind kind,
            int protocol,
            IpAddress source,
            int sourcePort,
            IpAddress destination,
            int destinationPort) {
        if (source.version() != destination.version()) {
            throw new IllegalArgumentException(
                    "source and destination must be of one ip version: " + source + " and " + destination);
        }
        this.kind = kind;
        this.protocol = protocol;
        this.source = source;
        this.sourcePort = sourcePort;
        this.destination = destination;
        this.destinationPort = destinationPort;
        if (kind == PacketKind.ARP) {
            if (source.version() != 4) {
                throw new IllegalArgumentException("arp addresses must be ipv4: " + source + " and " + destination);
            }
            destinationMac = new MacAddress(0xFFFF_FFFF_FFFFL);
        }
    }

    /**
     * Sets the payload to a number of zero bytes.
     *
     * @param bytes 0 to 65535, less what the headers take of it
     * @return this
     * @throws IllegalArgumentException if the number is out of range
     * @throws IllegalStateException if this is an ARP packet
     */
    public PacketBuilder payload(int bytes) {
        check("payload", bytes, 0, 0xFFFF);
        return payloadOwning(new byte[bytes]);
    }

    /**
     * Sets the payload.
     *
     * @param bytes what follows the transport header; copied
     * @return this
     * @throws IllegalStateException if this is an ARP packet
     */
    public PacketBuilder payload(byte[] bytes) {
        return payloadOwning(bytes.clone());
    }

    private PacketBuilder payloadOwning(byte[] bytes) {
        requireIp("payload");
        payload = bytes;
        return this;
    }

    /**
     * Sets the length of the whole frame: zero bytes are appended to the payload (for ARP to the frame) to reach it.
     *
     * @param bytes from the Ethernet header on, at least what headers and payload take; checked when the frame is built
     * @return this
     * @throws IllegalArgumentException if negative
     */
    public PacketBuilder length(int bytes) {
        check("length", bytes, 0, Integer.MAX_VALUE);
        frameLength = bytes;
        return this;
    }

    /**
     * Sets the TTL or hop limit; 64 unless set.
     *
     * @param hops 0 to 255
     * @return this
     * @throws IllegalArgumentException if out of range
     * @throws IllegalStateException if this is an ARP packet
     */
    public PacketBuilder ttl(int hops) {
        requireIp("ttl");
        ttl = check("ttl", hops, 0, 255);
        return this;
    }

    /**
     * Sets the Differentiated Services code point; 0 unless set.
     *
     * @param codePoint the code point
     * @return this
     * @throws IllegalStateException if this is an ARP packet
     */
    public PacketBuilder dscp(Dscp codePoint) {
        requireIp("dscp");
        dscp = codePoint.codePoint();
        return this;
    }

    /**
     * Sets the ECN bits (RFC 3168); 0 unless set.
     *
     * @param bits 0 to 3
     * @return this
     * @throws IllegalArgumentException if out of range
     * @throws IllegalStateException if this is an ARP packet
     */
    public PacketBuilder ecn(int bits) {
        requireIp("ecn");
        ecn = check("ecn", bits, 0, 3);
        return this;
    }

    /**
     * Puts an IEEE 802.1Q tag with priority 0 in front of the EtherType.
     *
     * @param id 0 to 4095
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public PacketBuilder vlan(int id) {
        vlan = check("vlan", id, 0, 0xFFF);
        return this;
    }

    /**
     * Sets the source MAC address; {@code 02:00:00:00:00:01} unless set.
     *
     * @param address the address
     * @return this
     */
    public PacketBuilder srcMac(MacAddress address) {
        sourceMac = address;
        return this;
    }

    /**
     * Sets the destination MAC address; {@code 02:00:00:00:00:02} unless set, for ARP the broadcast address.
     *
     * @param address the address
     * @return this
     */
    public PacketBuilder dstMac(MacAddress address) {
        destinationMac = address;
        return this;
    }

    /**
     * Sets the adapter that the packet comes from; none unless set.
     *
     * @param from the adapter
     * @return this
     */
    public PacketBuilder adapter(Adapter from) {
        adapter = Objects.requireNonNull(from, "adapter");
        return this;
    }

    /**
     * Sets the TCP FIN flag.
     *
     * @return this
     * @throws IllegalStateException if this is not a TCP segment
     */
    public PacketBuilder fin() {
        return flag("fin", 0x01);
    }

    /**
     * Sets the TCP SYN flag.
     *
     * @return this
     * @throws IllegalStateException if this is not a TCP segment
     */
    public PacketBuilder syn() {
        return flag("syn", 0x02);
    }

    /**
     * Sets the TCP RST flag.
     *
     * @return this
     * @throws IllegalStateException if this is not a TCP segment
     */
    public PacketBuilder rst() {
        return flag("rst", 0x04);
    }

    /**
     * Sets the TCP PSH flag.
     *
     * @return this
     * @throws IllegalStateException if this is not a TCP segment
     */
    public PacketBuilder psh() {
        return flag("psh", 0x08);
    }

    /**
     * Sets the TCP ACK flag.
     *
     * @return this
     * @throws IllegalStateException if this is not a TCP segment
     */
    public PacketBuilder ack() {
        return flag("ack", 0x10);
    }

    /**
     * Sets the TCP URG flag; the urgent pointer is 0.
     *
     * @return this
     * @throws IllegalStateException if this is not a TCP segment
     */
    public PacketBuilder urg() {
        return flag("urg", 0x20);
    }

    /**
     * Builds the frame as one that the local side receives.
     *
     * @return a new frame
     * @throws IllegalArgumentException if the payload or the length does not fit
     */
    public Frame incoming() {
        return frame(Direction.INCOMING);
    }

    /**
     * Builds the frame as one that the local side sends.
     *
     * @return a new frame
     * @throws IllegalArgumentException if the payload or the length does not fit
     */
    public Frame outgoing() {
        return frame(Direction.OUTGOING);
    }

    private Frame frame(Direction direction) {
        return Frame.owning(new FrameWriter(this).write(), LinkType.ETHERNET, direction)
                .adapter(adapter);
    }

    private PacketBuilder flag(String name, int bit) {
        if (kind != PacketKind.TCP) {
            throw new IllegalStateException(name + " needs a tcp segment: " + kind);
        }
        tcpFlags |= bit;
        return this;
    }

    private void requireIp(String name) {
        if (kind == PacketKind.ARP) {
            throw new IllegalStateException(name + " needs an ip packet: " + kind);
        }
    }

    static int check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be within " + min + ".." + max + ": " + value);
        }
        return value;
    }
}
