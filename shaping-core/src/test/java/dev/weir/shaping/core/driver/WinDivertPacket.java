package dev.weir.shaping.core.driver;

import dev.weir.shaping.Direction;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A raw IP packet as WinDivert takes it apart, according to its manual. */
final class WinDivertPacket {
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY = 135;

    private final byte[] bytes;
    private final Direction direction;
    private final int interfaceIndex;
    private final int version;
    private int protocol;
    private int transport;
    private int end;
    private boolean laterFragment;

    WinDivertPacket(byte[] bytes, Direction direction, int interfaceIndex) {
        this.bytes = bytes;
        this.direction = direction;
        this.interfaceIndex = interfaceIndex;
        version = u8(0) >> 4;
        if (version == 4) {
            readIpv4();
        } else {
            readIpv6();
        }
    }

    /** Whether the driver takes a packet for an IP packet at all. */
    static boolean valid(byte[] bytes) {
        if (bytes.length < 20) {
            return false;
        }
        int headerLength = (bytes[0] & 15) * 4;
        int totalLength = (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
        return switch (bytes[0] >> 4 & 15) {
            case 4 -> headerLength >= 20 && totalLength >= headerLength && bytes.length >= headerLength;
            case 6 -> bytes.length >= 40;
            default -> false;
        };
    }

    private void readIpv4() {
        protocol = u8(9);
        transport = (u8(0) & 15) * 4;
        end = Math.min(bytes.length, u16(2));
        laterFragment = (u16(6) & 0x1FFF) != 0;
    }

    private void readIpv6() {
        protocol = u8(6);
        transport = 40;
        end = Math.min(bytes.length, 40 + u16(4));
        boolean fragmented = false;
        while (!laterFragment && end - transport >= 2) {
            int length =
                    switch (protocol) {
                        case FRAGMENT -> fragmented ? 0 : 8;
                        case AUTHENTICATION -> (u8(transport + 1) + 2) * 4;
                        case HOP_BY_HOP, DESTINATION_OPTIONS, ROUTING, MOBILITY -> (u8(transport + 1) + 1) * 8;
                        default -> 0;
                    };
            if (length == 0 || end - transport < length) {
                return;
            }
            if (protocol == FRAGMENT) {
                fragmented = true;
                laterFragment = (u16(transport + 2) & 0xFFF8) != 0;
            }
            protocol = u8(transport);
            transport += length;
        }
    }

    private boolean tcp() {
        return protocol == 6 && !laterFragment && end - transport >= 20 && u8(transport + 12) >> 4 >= 5;
    }

    private boolean udp() {
        return protocol == 17 && !laterFragment && end - transport >= 8;
    }

    private int u8(int index) {
        return bytes[index] & 0xFF;
    }

    private int u16(int index) {
        return u8(index) << 8 | u8(index + 1);
    }

    /** The value of a field, or null if the packet does not have it. */
    @Nullable
    BigInteger field(String name) {
        return switch (name) {
            case "outbound" -> flag(direction == Direction.OUTGOING);
            case "inbound" -> flag(direction == Direction.INCOMING);
            case "ifIdx" -> BigInteger.valueOf(interfaceIndex);
            case "ip" -> flag(version == 4);
            case "ipv6" -> flag(version == 6);
            case "tcp" -> flag(tcp());
            case "udp" -> flag(udp());
            case "ip.Protocol" -> version == 4 ? BigInteger.valueOf(u8(9)) : null;
            case "ip.SrcAddr" -> version == 4 ? number(12, 4) : null;
            case "ip.DstAddr" -> version == 4 ? number(16, 4) : null;
            case "ipv6.NextHdr" -> version == 6 ? BigInteger.valueOf(u8(6)) : null;
            case "ipv6.SrcAddr" -> version == 6 ? number(8, 16) : null;
            case "ipv6.DstAddr" -> version == 6 ? number(24, 16) : null;
            case "tcp.SrcPort" -> tcp() ? number(transport, 2) : null;
            case "tcp.DstPort" -> tcp() ? number(transport + 2, 2) : null;
            case "udp.SrcPort" -> udp() ? number(transport, 2) : null;
            case "udp.DstPort" -> udp() ? number(transport + 2, 2) : null;
            default -> throw new IllegalArgumentException("field is unknown: " + name);
        };
    }

    private static BigInteger flag(boolean value) {
        return value ? BigInteger.ONE : BigInteger.ZERO;
    }

    private BigInteger number(int from, int length) {
        return new BigInteger(1, Arrays.copyOfRange(bytes, from, from + length));
    }
}
