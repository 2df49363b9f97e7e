package dev.weir.shaping.core;

import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.packet.Checksums;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import java.nio.ByteBuffer;

/**
 * Writes the bytes of a built packet from the Ethernet header on.
 *
 * <p>Not thread-safe; one per frame.
 */
final class FrameWriter {
    private static final int ETHERNET_LENGTH = 14;
    private static final int TAG_LENGTH = 4;
    private static final int IPV4_LENGTH = 20;
    private static final int IPV6_LENGTH = 40;
    private static final int MAX_LENGTH_FIELD = 0xFFFF;

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int TCP_WINDOW = 0xFFFF;
    private static final int ICMP_ECHO_REQUEST = 8;
    private static final int ICMPV6_ECHO_REQUEST = 128;
    private static final int ARP_ETHERNET = 1;
    private static final int ARP_REQUEST = 1;

    private final PacketBuilder packet;
    private final boolean ipv4;
    private final ByteBuffer frame;

    FrameWriter(PacketBuilder packet) {
        this.packet = packet;
        ipv4 = packet.source.version() == 4;
        frame = ByteBuffer.allocate(frameLength());
    }

    private int frameLength() {
        int linkLength = ETHERNET_LENGTH + (packet.vlan < 0 ? 0 : TAG_LENGTH);
        int headers = linkLength + ipLength() + packet.kind.headerLength;
        int longest = linkLength + (ipv4 ? 0 : IPV6_LENGTH) + MAX_LENGTH_FIELD;
        int payload = PacketBuilder.check("payload", packet.payload.length, 0, longest - headers);
        return packet.frameLength < 0
                ? headers + payload
                : PacketBuilder.check("length", packet.frameLength, headers + payload, longest);
    }

    private int ipLength() {
        if (packet.kind == PacketKind.ARP) {
            return 0;
        }
        return ipv4 ? IPV4_LENGTH : IPV6_LENGTH;
    }

    byte[] write() {
        mac(packet.destinationMac.value());
        mac(packet.sourceMac.value());
        if (packet.vlan >= 0) {
            u16(EtherTypes.VLAN_TAGGED_FRAME);
            u16(packet.vlan);
        }
        if (packet.kind == PacketKind.ARP) {
            arp();
        } else if (ipv4) {
            ipv4();
        } else {
            ipv6();
        }
        transport();
        frame.put(packet.payload);
        writeChecksums();
        return frame.array();
    }

    private void arp() {
        u16(EtherTypes.ARP);
        u16(ARP_ETHERNET);
        u16(EtherTypes.IPV4);
        u8(6);
        u8(4);
        u16(ARP_REQUEST);
        mac(packet.sourceMac.value());
        frame.put(packet.source.bytes());
        mac(0);
        frame.put(packet.destination.bytes());
    }

    private void ipv4() {
        u16(EtherTypes.IPV4);
        int totalLength = frame.remaining();
        u8(0x45);
        u8(packet.dscp << 2 | packet.ecn);
        u16(totalLength);
        u16(0);
        u16(DONT_FRAGMENT);
        u8(packet.ttl);
        u8(packet.protocol);
        u16(0);
        frame.put(packet.source.bytes());
        frame.put(packet.destination.bytes());
    }

    private void ipv6() {
        u16(EtherTypes.IPV6);
        int payloadLength = frame.remaining() - IPV6_LENGTH;
        frame.putInt(6 << 28 | (packet.dscp << 2 | packet.ecn) << 20);
        u16(payloadLength);
        u8(packet.protocol);
        u8(packet.ttl);
        frame.put(packet.source.bytes());
        frame.put(packet.destination.bytes());
    }

    private void transport() {
        int length = frame.remaining();
        switch (packet.kind) {
            case UDP -> {
                ports();
                u16(length);
                u16(0);
            }
            case TCP -> {
                ports();
                frame.putInt(0);
                frame.putInt(0);
                u16(5 << 12 | packet.tcpFlags);
                u16(TCP_WINDOW);
                frame.putInt(0);
            }
            case ICMP_ECHO -> {
                u8(ipv4 ? ICMP_ECHO_REQUEST : ICMPV6_ECHO_REQUEST);
                u8(0);
                u16(0);
                frame.putInt(0);
            }
            case IP, ARP -> {}
        }
    }

    private void writeChecksums() {
        byte[] bytes = frame.array();
        PacketHeaders headers = new PacketHeaders();
        HeaderDecoder.decode(bytes, 0, bytes.length, LinkType.ETHERNET, headers);
        Checksums.writeIpv4Header(bytes, 0, headers);
        if (packet.kind != PacketKind.IP) {
            Checksums.writeTransport(bytes, 0, bytes.length, headers);
        }
    }

    private void ports() {
        u16(packet.sourcePort);
        u16(packet.destinationPort);
    }

    private void mac(long address) {
        u16((int) (address >> 32));
        frame.putInt((int) address);
    }

    private void u8(int value) {
        frame.put((byte) value);
    }

    private void u16(int value) {
        frame.putShort((short) value);
    }
}
