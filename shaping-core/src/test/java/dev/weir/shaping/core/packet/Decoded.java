package dev.weir.shaping.core.packet;

import dev.weir.shaping.LinkType;
import java.util.Arrays;
import java.util.HexFormat;

/** Decodes packets written in hexadecimal, at an offset in an array whose other bytes are poisoned. */
final class Decoded {
    private static final int MARGIN = 5;

    private Decoded() {}

    static PacketHeaders decode(LinkType linkType, String hex) {
        byte[] packet = bytes(hex);
        byte[] array = new byte[packet.length + 2 * MARGIN];
        Arrays.fill(array, (byte) 0xA5);
        System.arraycopy(packet, 0, array, MARGIN, packet.length);
        PacketHeaders headers = new PacketHeaders();
        HeaderDecoder.decode(array, MARGIN, packet.length, linkType, headers);
        return headers;
    }

    static PacketHeaders decode(LinkType linkType, byte[] packet) {
        PacketHeaders headers = new PacketHeaders();
        HeaderDecoder.decode(packet, 0, packet.length, linkType, headers);
        return headers;
    }

    /** The bytes of hexadecimal digits; blanks and bars may stand between them. */
    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("[\\s|]", ""));
    }

    /** All fields in the order of their declaration. */
    static long[] fields(PacketHeaders headers) {
        return new long[] {
            headers.ethProto,
            headers.vlanId,
            headers.srcMac,
            headers.dstMac,
            headers.arpSender,
            headers.ipVersion,
            headers.ipHeaderOffset,
            headers.ipHeaderLength,
            headers.ipNextHeader,
            headers.ipProto,
            headers.srcHigh,
            headers.srcLow,
            headers.dstHigh,
            headers.dstLow,
            headers.ttl,
            headers.tos,
            headers.fragment ? 1 : 0,
            headers.fragmentOffset,
            headers.hasPorts ? 1 : 0,
            headers.srcPort,
            headers.dstPort,
            headers.hasTcpFlags ? 1 : 0,
            headers.tcpFlags,
            headers.transportOffset,
            headers.payloadLength
        };
    }
}
