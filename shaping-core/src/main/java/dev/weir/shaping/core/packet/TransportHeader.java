package dev.weir.shaping.core.packet;

import dev.weir.shaping.IpProtocols;

/**
 * The headers of the protocols above IP.
 *
 * <p>Thread-safe; allocates nothing.
 */
final class TransportHeader {
    static final int TCP_MIN_LENGTH = 20;
    static final int UDP_LENGTH = 8;
    static final int ICMP_LENGTH = 8;
    private static final int PORTS_LENGTH = 4;
    private static final int SCTP_LENGTH = 12;
    private static final int DCCP_MIN_LENGTH = 12;

    private TransportHeader() {}

    /** Decodes the IP payload, which starts at {@code at}; a later fragment has no header of its own. */
    static void decode(byte[] bytes, int start, int at, int end, int ipPayload, PacketHeaders out) {
        if (out.fragmentOffset != 0) {
            out.payloadLength = ipPayload;
            return;
        }
        int available = Math.min(end - at, ipPayload);
        out.transportOffset = at - start;
        int payload =
                switch (out.ipProto) {
                    case IpProtocols.TCP -> tcp(bytes, at, available, ipPayload, out);
                    case IpProtocols.UDP -> udp(bytes, at, available, ipPayload, out);
                    case IpProtocols.UDPLITE -> withPorts(bytes, at, available, ipPayload - UDP_LENGTH, out);
                    case IpProtocols.SCTP -> withPorts(bytes, at, available, ipPayload - SCTP_LENGTH, out);
                    case IpProtocols.DCCP -> dccp(bytes, at, available, ipPayload, out);
                    case IpProtocols.ICMP, IpProtocols.ICMPV6 -> ipPayload - ICMP_LENGTH;
                    default -> ipPayload;
                };
        out.payloadLength = Math.max(payload, 0);
    }

    private static int tcp(byte[] bytes, int at, int available, int ipPayload, PacketHeaders out) {
        int headerLength = available > 12 ? BigEndian.u8(bytes, at + 12) >> 4 << 2 : 0;
        if (available > 13) {
            out.hasTcpFlags = true;
            out.tcpFlags = BigEndian.u8(bytes, at + 13);
        }
        return withPorts(bytes, at, available, ipPayload - Math.max(headerLength, TCP_MIN_LENGTH), out);
    }

    /** The length field counts unless it is impossible, as in a first fragment, a jumbogram or a segmentation offload. */
    private static int udp(byte[] bytes, int at, int available, int ipPayload, PacketHeaders out) {
        int length = available >= 6 ? BigEndian.u16(bytes, at + 4) : ipPayload;
        boolean possible = length >= UDP_LENGTH && length <= ipPayload;
        return withPorts(bytes, at, available, (possible ? length : ipPayload) - UDP_LENGTH, out);
    }

    private static int dccp(byte[] bytes, int at, int available, int ipPayload, PacketHeaders out) {
        int headerLength = available > 4 ? BigEndian.u8(bytes, at + 4) << 2 : 0;
        return withPorts(bytes, at, available, ipPayload - Math.max(headerLength, DCCP_MIN_LENGTH), out);
    }

    private static int withPorts(byte[] bytes, int at, int available, int payload, PacketHeaders out) {
        if (available >= PORTS_LENGTH) {
            out.hasPorts = true;
            out.srcPort = BigEndian.u16(bytes, at);
            out.dstPort = BigEndian.u16(bytes, at + 2);
        }
        return payload;
    }
}
