package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for IP packets with certain bits somewhere in the IP header; not where the header ends before. Immutable and thread-safe.
 *
 * @param offset of the first byte, from the start of the IP header; 0 to 255
 * @param width bytes: 1, 2 or 4
 * @param mask the bits compared
 * @param value what they must be
 */
public record HeaderBits(int offset, int width, long mask, long value) implements Match {
    private static final int MOST_OFFSET = 255;

    /**
     * Checks the ranges.
     *
     * @param offset of the first byte, from the start of the IP header; 0 to 255
     * @param width bytes: 1, 2 or 4
     * @param mask the bits compared
     * @param value what they must be
     * @throws IllegalArgumentException if one is out of range, or the value has bits outside the mask
     */
    public HeaderBits {
        if (offset < 0 || offset > MOST_OFFSET) {
            throw new IllegalArgumentException("offset must be within 0.." + MOST_OFFSET + ": " + offset);
        }
        if (width != 1 && width != 2 && width != 4) {
            throw new IllegalArgumentException("width must be 1, 2 or 4 bytes: " + width);
        }
        long most = -1L >>> (64 - 8 * width);
        if (mask < 0 || mask > most) {
            throw new IllegalArgumentException("mask must be within 0.." + most + ": " + mask);
        }
        if ((value & ~mask) != 0) {
            throw new IllegalArgumentException("value must be within the bits of mask " + mask + ": " + value);
        }
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        long found = 0;
        for (int i = 0; i < width; i++) {
            int next = packet.ipHeaderByte(offset + i);
            if (next < 0) {
                return false;
            }
            found = found << 8 | next;
        }
        return (found & mask) == value;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.IP_HEADER);
    }

    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "ipHeader(" + offset + ", " + width + ", 0x" + Long.toHexString(mask) + ", 0x" + Long.toHexString(value)
                + ")";
    }
}
