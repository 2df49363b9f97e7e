package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Holds for packets whose remote host has a name that fits; never where the name is unknown. Immutable and thread-safe.
 *
 * @param patterns names in lower case, in which {@code *} stands for any characters and {@code ?} for one; at least one
 */
public record HostIs(List<String> patterns) implements Match {
    /**
     * Copies the patterns, in lower case.
     *
     * @param patterns names in lower case, in which {@code *} stands for any characters and {@code ?} for one; at least one
     * @throws IllegalArgumentException if there is none, or one is blank
     */
    public HostIs {
        patterns = Words.checked(
                "host name",
                patterns.stream()
                        .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        String host = packet.host();
        if (host != null) {
            for (int i = 0; i < patterns.size(); i++) {
                if (Wildcard.fits(patterns.get(i), host, host.length(), true)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.HOST);
    }

    /** A name may become known after the first packets of a flow. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "host(" + String.join(", ", patterns) + ")";
    }
}
