package dev.weir.shaping.core.packet;

import dev.weir.shaping.LinkType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;

/**
 * A second decoder to compare with: it consumes a buffer from front to back, writes a field as soon as it is read, and lets the
 * end of the buffer stop it.
 */
final class NaiveDecoder {
    private static final Set<Integer> TAGS = Set.of(0x8100, 0x88A8, 0x9100);
    private static final Set<Integer> EXTENSIONS = Set.of(0, 43, 44, 51, 60, 135, 139, 140);
    private static final Set<Integer> UNDECODED_DEVICES = Set.of(770, 803, 824);

    private final ByteBuffer in;
    private final PacketHeaders out = new PacketHeaders();

    private NaiveDecoder(byte[] packet) {
        in = ByteBuffer.wrap(packet);
    }

    static PacketHeaders decode(byte[] packet, LinkType linkType) {
        NaiveDecoder decoder = new NaiveDecoder(packet);
        try {
            decoder.link(linkType);
        } catch (BufferUnderflowException e) {
            return decoder.out;
        }
        return decoder.out;
    }

    private void link(LinkType linkType) {
        switch (linkType) {
            case UNKNOWN -> {}
            case RAW_IP -> {
                int version = u8(in.duplicate()) / 16;
                network(version == 4 ? 0x0800 : version == 6 ? 0x86DD : 0);
            }
            case NULL_LOOPBACK -> {
                ByteBuffer family = take(4);
                int big = family.getInt(0);
                int little = family.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
                network(familyType(big >= 0 && big <= 0xFFFF ? big : little));
            }
            case LOOP -> network(familyType(take(4).getInt()));
            case ETHERNET -> {
                ByteBuffer header = take(14);
                out.dstMac = mac(header);
                out.srcMac = mac(header);
                typed(u16(header));
            }
            case LINUX_SLL -> {
                ByteBuffer header = take(16);
                cooked(header.getChar(2), header.getChar(14));
            }
            case LINUX_SLL2 -> {
                ByteBuffer header = take(20);
                cooked(header.getChar(8), header.getChar(0));
            }
        }
    }

    private void cooked(int device, int protocol) {
        if (UNDECODED_DEVICES.contains(device)) {
            return;
        }
        if (protocol == 4) {
            snap();
        } else {
            typed(protocol);
        }
    }

    private static int familyType(int family) {
        return Set.of(10, 24, 28, 30).contains(family) ? 0x86DD : family == 2 ? 0x0800 : 0;
    }

    private void typed(int type) {
        for (int depth = 0; TAGS.contains(type); depth++) {
            if (depth == 8) {
                return;
            }
            ByteBuffer tag = take(4);
            int id = u16(tag) % 4096;
            out.vlanId = depth == 0 ? id : out.vlanId;
            type = u16(tag);
        }
        if (type > 0x5FF || type == 0x60 || type == 0x200) {
            network(type);
        } else if (type >= 8) {
            snap();
        }
    }

    private void snap() {
        byte[] header = new byte[6];
        ByteBuffer llc = take(8);
        llc.get(header);
        int type = u16(llc);
        if (Arrays.equals(header, new byte[] {(byte) 0xAA, (byte) 0xAA, 3, 0, 0, 0})
                && (type > 0x5FF || type == 0x60 || type == 0x200)) {
            network(type);
        }
    }

    private void network(int type) {
        out.ethProto = type;
        if (type == 0x0800) {
            ipv4(in.slice());
        } else if (type == 0x86DD) {
            ipv6(in.slice());
        } else if (type == 0x0806) {
            arp();
        }
    }

    private void arp() {
        ByteBuffer fixed = take(8);
        fixed.getChar();
        int protocol = u16(fixed);
        int hardwareLength = u8(fixed);
        int protocolLength = u8(fixed);
        if (protocol == 0x0800 && protocolLength == 4) {
            take(hardwareLength);
            out.arpSender = take(4).getInt() & 0xFFFF_FFFFL;
        }
    }

    private void ipv4(ByteBuffer ip) {
        int offset = in.position();
        ByteBuffer fixed = take(20);
        int first = u8(fixed);
        int headerLength = first % 16 * 4;
        if (first / 16 != 4 || headerLength < 20) {
            return;
        }
        take(headerLength - 20);
        out.ipVersion = 4;
        out.ipHeaderOffset = offset;
        out.ipHeaderLength = headerLength;
        out.tos = u8(fixed);
        int total = u16(fixed);
        fixed.getChar();
        int fragment = u16(fixed);
        out.fragment = fragment % 0x4000 != 0;
        out.fragmentOffset = fragment % 0x2000 * 8;
        out.ttl = u8(fixed);
        out.ipNextHeader = u8(fixed);
        out.ipProto = out.ipNextHeader;
        fixed.getChar();
        out.srcLow = fixed.getInt() & 0xFFFF_FFFFL;
        out.dstLow = fixed.getInt() & 0xFFFF_FFFFL;
        if (total == 0) {
            total = ip.capacity();
        }
        transport(Math.max(0, total - headerLength));
    }

    private void ipv6(ByteBuffer ip) {
        int offset = in.position();
        ByteBuffer fixed = take(40);
        if (fixed.get(0) >> 4 != 6) {
            return;
        }
        out.ipVersion = 6;
        out.ipHeaderOffset = offset;
        out.ipHeaderLength = 40;
        int firstWord = fixed.getInt();
        out.tos = firstWord >> 20 & 0xFF;
        int announced = u16(fixed);
        out.ipNextHeader = u8(fixed);
        out.ipProto = out.ipNextHeader;
        out.ttl = u8(fixed);
        out.srcHigh = fixed.getLong();
        out.srcLow = fixed.getLong();
        out.dstHigh = fixed.getLong();
        out.dstLow = fixed.getLong();
        boolean jumbogram = announced == 0 && out.ipNextHeader == 0;
        extensions(jumbogram ? ip.capacity() - 40 : announced, 0);
    }

    private void extensions(int announced, int depth) {
        int header = out.ipProto;
        if (!EXTENSIONS.contains(header)) {
            transport(announced);
            return;
        }
        int present = Math.min(announced, in.remaining());
        int next = present > 0 ? in.get(in.position()) & 0xFF : header;
        int length = 8;
        if (present > 1 && header != 44) {
            int field = in.get(in.position() + 1) & 0xFF;
            length = header == 51 ? 4 * (field + 2) : 8 * (field + 1);
        }
        if (depth == 16 || present < Math.max(length, 8)) {
            out.payloadLength = announced;
            out.ipProto = EXTENSIONS.contains(next) ? header : next;
            return;
        }
        ByteBuffer extension = take(length);
        out.ipProto = next;
        if (header == 44) {
            int field = extension.getChar(2);
            out.fragmentOffset = field / 8 * 8;
            out.fragment = out.fragment || field % 2 == 1 || out.fragmentOffset > 0;
        }
        if (out.fragmentOffset > 0) {
            transport(announced - length);
        } else {
            extensions(announced - length, depth + 1);
        }
    }

    private void transport(int announced) {
        if (out.fragmentOffset > 0) {
            out.payloadLength = announced;
            return;
        }
        out.transportOffset = in.position();
        ByteBuffer segment = take(Math.min(announced, in.remaining()));
        out.payloadLength = Math.max(0, announced - headerLength(segment, announced));
        if (Set.of(6, 17, 33, 132, 136).contains(out.ipProto) && segment.capacity() >= 4) {
            out.hasPorts = true;
            out.srcPort = segment.getChar(0);
            out.dstPort = segment.getChar(2);
        }
        if (out.ipProto == 6 && segment.capacity() >= 14) {
            out.hasTcpFlags = true;
            out.tcpFlags = segment.get(13) & 0xFF;
        }
    }

    /** What to take off the IP payload; for UDP that includes anything behind the length it announces. */
    private int headerLength(ByteBuffer segment, int announced) {
        int captured = segment.capacity();
        return switch (out.ipProto) {
            case 6 -> captured < 13 ? 20 : Math.max(20, (segment.get(12) & 0xF0) / 4);
            case 17 -> {
                int length = captured < 6 ? announced : segment.getChar(4);
                yield length < 8 || length > announced ? 8 : 8 + announced - length;
            }
            case 33 -> captured < 5 ? 12 : Math.max(12, 4 * (segment.get(4) & 0xFF));
            case 132 -> 12;
            case 1, 58, 136 -> 8;
            default -> 0;
        };
    }

    private ByteBuffer take(int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer taken = in.slice(in.position(), length);
        in.position(in.position() + length);
        return taken;
    }

    private static int u8(ByteBuffer buffer) {
        return Byte.toUnsignedInt(buffer.get());
    }

    private static int u16(ByteBuffer buffer) {
        return Short.toUnsignedInt(buffer.getShort());
    }

    private static long mac(ByteBuffer buffer) {
        return (long) u16(buffer) << 32 | Integer.toUnsignedLong(buffer.getInt());
    }
}
