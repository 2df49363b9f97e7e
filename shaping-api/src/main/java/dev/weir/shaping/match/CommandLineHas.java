package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.List;
import java.util.Set;

/**
 * Holds for packets of processes with one of some texts in their command line; never where the process is unknown. Case counts as for {@link ProcessIs}. Immutable and thread-safe.
 *
 * @param parts each a text in which {@code *} stands for any characters and {@code ?} for one; at least one
 */
public record CommandLineHas(List<String> parts) implements Match {
    /**
     * Copies the texts.
     *
     * @param parts each a text in which {@code *} stands for any characters and {@code ?} for one; at least one
     * @throws IllegalArgumentException if there is none, or one is blank
     */
    public CommandLineHas {
        parts = Words.checked("command line", parts);
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        String line = packet.commandLine();
        if (line.isEmpty()) {
            return false;
        }
        boolean ignoreCase = ProcessIs.isWindows(packet);
        for (int i = 0; i < parts.size(); i++) {
            if (Wildcard.within(parts.get(i), line, ignoreCase)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.PROCESS);
    }

    /** The owner of a connection may become known after its first packets. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "commandLine(" + String.join(", ", parts) + ")";
    }
}
