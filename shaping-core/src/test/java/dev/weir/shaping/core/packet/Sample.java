package dev.weir.shaping.core.packet;

import dev.weir.shaping.LinkType;
import java.util.HexFormat;

/** The bytes of a packet, not copied, and their link type. */
final class Sample {
    private final LinkType linkType;
    private final byte[] bytes;

    Sample(LinkType linkType, byte[] bytes) {
        this.linkType = linkType;
        this.bytes = bytes;
    }

    LinkType linkType() {
        return linkType;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return linkType + " " + HexFormat.of().formatHex(bytes);
    }
}
