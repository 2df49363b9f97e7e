package dev.weir.shaping.core.packet;

import dev.weir.shaping.EtherTypes;

/**
 * Ethernet II and IEEE 802.3 with LLC, and the VLAN tags between them and the network header.
 *
 * <p>Thread-safe; allocates nothing.
 */
final class EthernetHeader {
    private static final int LENGTH = 14;
    private static final int TAG_LENGTH = 4;
    private static final int MAX_TAGS = 8;
    private static final int MIN_ETHER_TYPE = 0x0600;

    private static final int SNAP_LENGTH = 8;
    private static final int SNAP_FIRST_WORD = 0xAAAA_0300;
    private static final int SNAP_THIRD_HALF = 0x0000;

    private static final long MAC_MASK = 0xFFFF_FFFF_FFFFL;

    private EthernetHeader() {}

    static void decode(byte[] bytes, int start, int end, PacketHeaders out) {
        if (end - start < LENGTH) {
            return;
        }
        out.dstMac = BigEndian.i64(bytes, start) >>> 16;
        out.srcMac = BigEndian.i64(bytes, start + 4) & MAC_MASK;
        payload(bytes, start, start + LENGTH, end, BigEndian.u16(bytes, start + 12), out);
    }

    /** Decodes what follows a type field: tags, then an EtherType or a length with LLC. */
    static void payload(byte[] bytes, int start, int at, int end, int type, PacketHeaders out) {
        int tags = 0;
        while (isTag(type)) {
            if (end - at < TAG_LENGTH || ++tags > MAX_TAGS) {
                return;
            }
            if (tags == 1) {
                out.vlanId = BigEndian.u16(bytes, at) & 0xFFF;
            }
            type = BigEndian.u16(bytes, at + 2);
            at += TAG_LENGTH;
        }
        if (isEtherType(type)) {
            HeaderDecoder.network(bytes, start, at, end, type, out);
        } else if (type >= SNAP_LENGTH) {
            llc(bytes, start, at, end, out);
        }
    }

    /** Decodes an LLC header; only SNAP with an encapsulated EtherType tells what it carries. */
    static void llc(byte[] bytes, int start, int at, int end, PacketHeaders out) {
        if (end - at >= SNAP_LENGTH
                && BigEndian.i32(bytes, at) == SNAP_FIRST_WORD
                && BigEndian.u16(bytes, at + 4) == SNAP_THIRD_HALF) {
            int type = BigEndian.u16(bytes, at + 6);
            if (isEtherType(type)) {
                HeaderDecoder.network(bytes, start, at + SNAP_LENGTH, end, type, out);
            }
        }
    }

    private static boolean isTag(int type) {
        return type == EtherTypes.VLAN_TAGGED_FRAME
                || type == EtherTypes.PROVIDER_BRIDGING
                || type == EtherTypes.Q_IN_Q;
    }

    private static boolean isEtherType(int type) {
        return type >= MIN_ETHER_TYPE || type == EtherTypes.LOOP || type == EtherTypes.ECHO;
    }
}
