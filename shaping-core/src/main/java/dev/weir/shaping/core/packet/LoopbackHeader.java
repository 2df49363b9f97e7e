package dev.weir.shaping.core.packet;

import dev.weir.shaping.EtherTypes;

/**
 * The address family in front of a BSD loopback packet.
 *
 * <p>Thread-safe; allocates nothing.
 */
final class LoopbackHeader {
    private static final int LENGTH = 4;

    private LoopbackHeader() {}

    static void decode(byte[] bytes, int start, int end, boolean networkOrder, PacketHeaders out) {
        if (end - start < LENGTH) {
            return;
        }
        int family = BigEndian.i32(bytes, start);
        if (!networkOrder && family >>> 16 != 0) {
            family = Integer.reverseBytes(family);
        }
        HeaderDecoder.network(bytes, start, start + LENGTH, end, etherType(family), out);
    }

    /* AF_INET is 2 everywhere; AF_INET6 is 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on macOS, 10 on Linux. */
    private static int etherType(int family) {
        return switch (family) {
            case 2 -> EtherTypes.IPV4;
            case 10, 24, 28, 30 -> EtherTypes.IPV6;
            default -> EtherTypes.NONE;
        };
    }
}
