package dev.weir.capture.relay;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The IP and TCP or UDP header that rules see in front of the bytes of a relayed connection: addresses and ports are those of the socket pair, checksums are
 * zero. Written from a template. Not thread-safe; writing allocates nothing.
 */
final class PacketHeader {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int ACK = 0x10;

    /** The longest header. */
    static final int MOST_BYTES = 60;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int TCP_BYTES = 20;
    private static final int UDP_BYTES = 8;
    private static final int HOP_LIMIT = 64;
    private static final int WINDOW = 0xFFFF;

    private final byte[] template;
    private final int ipBytes;
    private final boolean tcp;

    private PacketHeader(boolean tcp, InetSocketAddress from, InetSocketAddress to) {
        this.tcp = tcp;
        boolean v6 = from.getAddress() instanceof Inet6Address || to.getAddress() instanceof Inet6Address;
        ipBytes = v6 ? 40 : 20;
        template = new byte[ipBytes + (tcp ? TCP_BYTES : UDP_BYTES)];
        if (v6) {
            template[0] = 0x60;
            template[6] = (byte) (tcp ? TCP : UDP);
            template[7] = HOP_LIMIT;
            address(from.getAddress(), 8);
            address(to.getAddress(), 24);
        } else {
            template[0] = 0x45;
            template[8] = HOP_LIMIT;
            template[9] = (byte) (tcp ? TCP : UDP);
            address(from.getAddress(), 12);
            address(to.getAddress(), 16);
        }
        u16(template, ipBytes, from.getPort());
        u16(template, ipBytes + 2, to.getPort());
        if (tcp) {
            template[ipBytes + 12] = TCP_BYTES / 4 << 4;
            u16(template, ipBytes + 14, WINDOW);
        }
    }

    static PacketHeader tcp(InetSocketAddress from, InetSocketAddress to) {
        return new PacketHeader(true, from, to);
    }

    static PacketHeader udp(InetSocketAddress from, InetSocketAddress to) {
        return new PacketHeader(false, from, to);
    }

    /** An address; a v4 one among v6 ones in its mapped form. */
    private void address(InetAddress address, int at) {
        byte[] raw = address.getAddress();
        int size = ipBytes == 40 ? 16 : 4;
        if (raw.length < size) {
            template[at + 10] = (byte) 0xFF;
            template[at + 11] = (byte) 0xFF;
        }
        System.arraycopy(raw, 0, template, at + size - raw.length, raw.length);
    }

    int length() {
        return template.length;
    }

    /** Writes the header in front of bytes that are there already. */
    void write(byte[] bytes, int at, int payload, long place, int flags) {
        System.arraycopy(template, 0, bytes, at, template.length);
        if (ipBytes == 40) {
            u16(bytes, at + 4, template.length - ipBytes + payload);
        } else {
            u16(bytes, at + 2, template.length + payload);
        }
        if (tcp) {
            u16(bytes, at + ipBytes + 4, (int) (place >>> 16) & 0xFFFF);
            u16(bytes, at + ipBytes + 6, (int) place & 0xFFFF);
            bytes[at + ipBytes + 13] = (byte) flags;
        } else {
            u16(bytes, at + ipBytes + 4, UDP_BYTES + payload);
        }
    }

    /** The flags of a segment that starts at a place. */
    int flags(byte[] bytes, int at) {
        return bytes[at + ipBytes + 13];
    }

    /** Where in the stream a segment starts, modulo 2<sup>32</sup>. */
    int place(byte[] bytes, int at) {
        int field = at + ipBytes + 4;
        return bytes[field] << 24
                | (bytes[field + 1] & 0xFF) << 16
                | (bytes[field + 2] & 0xFF) << 8
                | bytes[field + 3] & 0xFF;
    }

    private static void u16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }
}
