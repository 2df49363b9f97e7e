package dev.weir.shaping.core.recording;

import dev.weir.shaping.LinkType;
import java.nio.charset.StandardCharsets;

/** The numbers of the format; docs/replay.md describes it. */
final class Format {
    static final byte[] MAGIC = "WEIRINPT".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 3;
    static final int HEADER_BYTES = MAGIC.length + 2;
    static final int BLOCK_HEADER_BYTES = 8;
    static final int MAX_BLOCK_BYTES = 1 << 16;
    static final int MAX_TEXT_BYTES = 1 << 24;
    static final int MAX_RECIPE_ENTRIES = 1 << 10;
    static final int MAX_ADAPTER = 255;

    static final int START = 1;
    static final int PACKET = 2;
    static final int RULES = 3;
    static final int LATE = 4;
    static final int CLOSING = 5;
    static final int END = 6;
    static final int TRUNCATED = 7;
    static final int ADAPTER = 8;
    static final int REFUSED = 9;
    static final int RETRIED = 10;
    static final int FILTERS = 12;
    static final int ADDRESSES = 11;
    static final int LINE = 13;

    /** By code. */
    private static final LinkType[] LINK_TYPES = {
        LinkType.ETHERNET,
        LinkType.RAW_IP,
        LinkType.NULL_LOOPBACK,
        LinkType.LOOP,
        LinkType.LINUX_SLL,
        LinkType.LINUX_SLL2,
        LinkType.UNKNOWN
    };

    private Format() {}

    static int code(LinkType linkType) {
        return switch (linkType) {
            case ETHERNET -> 0;
            case RAW_IP -> 1;
            case NULL_LOOPBACK -> 2;
            case LOOP -> 3;
            case LINUX_SLL -> 4;
            case LINUX_SLL2 -> 5;
            case UNKNOWN -> 6;
        };
    }

    static int linkTypes() {
        return LINK_TYPES.length;
    }

    static LinkType linkType(int code) {
        return LINK_TYPES[code];
    }
}
