package dev.weir.shaping.core.packet;

/**
 * The pseudo headers of Linux "cooked" captures, whose protocol field is an EtherType for most devices.
 *
 * <p>Thread-safe; allocates nothing.
 */
final class CookedHeader {
    private static final int V1_LENGTH = 16;
    private static final int V2_LENGTH = 20;

    private static final int PROTOCOL_802_2 = 0x0004;

    private static final int DEVICE_FRAME_RELAY = 770;
    private static final int DEVICE_RADIOTAP = 803;
    private static final int DEVICE_NETLINK = 824;

    private CookedHeader() {}

    static void decodeV1(byte[] bytes, int start, int end, PacketHeaders out) {
        if (end - start >= V1_LENGTH) {
            int device = BigEndian.u16(bytes, start + 2);
            int protocol = BigEndian.u16(bytes, start + 14);
            payload(bytes, start, start + V1_LENGTH, end, device, protocol, out);
        }
    }

    static void decodeV2(byte[] bytes, int start, int end, PacketHeaders out) {
        if (end - start >= V2_LENGTH) {
            int protocol = BigEndian.u16(bytes, start);
            int device = BigEndian.u16(bytes, start + 8);
            payload(bytes, start, start + V2_LENGTH, end, device, protocol, out);
        }
    }

    private static void payload(byte[] bytes, int start, int at, int end, int device, int protocol, PacketHeaders out) {
        if (device == DEVICE_FRAME_RELAY || device == DEVICE_RADIOTAP || device == DEVICE_NETLINK) {
            return;
        }
        if (protocol == PROTOCOL_802_2) {
            EthernetHeader.llc(bytes, start, at, end, out);
        } else {
            EthernetHeader.payload(bytes, start, at, end, protocol, out);
        }
    }
}
