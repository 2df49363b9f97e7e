package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Holds for packets of adapters in one wireless network; never for wired ones. Immutable and thread-safe.
 *
 * @param name the SSID, compared with case; 1 to 32 bytes in UTF-8
 */
public record SsidIs(String name) implements Match {
    private static final int MOST_BYTES = 32;

    /**
     * Checks the length.
     *
     * @param name the SSID, compared with case; 1 to 32 bytes in UTF-8
     * @throws IllegalArgumentException if out of range
     */
    public SsidIs {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("ssid must have 1.." + MOST_BYTES + " bytes: " + bytes);
        }
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return name.equals(packet.ssid());
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.SSID);
    }

    /** An adapter may change to another network. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "ssid(" + name + ")";
    }
}
