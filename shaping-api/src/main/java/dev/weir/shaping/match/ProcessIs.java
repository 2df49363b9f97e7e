package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.List;
import java.util.Set;

/**
 * Holds for packets of processes whose executable fits one of some patterns; never where the process is unknown. Immutable and thread-safe.
 *
 * @param patterns each in which {@code *} stands for any characters and {@code ?} for one; at least one
 */
public record ProcessIs(List<String> patterns) implements Match {
    private static final String EXTENSION = ".exe";

    /**
     * Copies the patterns.
     *
     * @param patterns at least one
     * @throws IllegalArgumentException if there is none, or one is blank
     */
    public ProcessIs {
        patterns = Words.checked("process name", patterns);
    }

    /** Whether a packet's process runs on Windows, where case does not count. */
    static boolean isWindows(Packet packet) {
        return packet.executable().indexOf('\\') >= 0 || endsWithExtension(packet.exeName());
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        String path = packet.executable();
        if (path.isEmpty()) {
            return false;
        }
        String name = packet.exeName();
        boolean extension = endsWithExtension(name);
        boolean windows = extension || path.indexOf('\\') >= 0;
        for (int i = 0; i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            if (isPath(pattern)
                    ? Wildcard.fits(pattern, path, path.length(), windows)
                    : fitsName(pattern, name, extension, windows)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fitsName(String pattern, String name, boolean extension, boolean windows) {
        return Wildcard.fits(pattern, name, name.length(), windows)
                || extension
                        && pattern.indexOf('.') < 0
                        && Wildcard.fits(pattern, name, name.length() - EXTENSION.length(), true);
    }

    private static boolean isPath(String pattern) {
        return pattern.indexOf('/') >= 0 || pattern.indexOf('\\') >= 0;
    }

    private static boolean endsWithExtension(String name) {
        return name.regionMatches(true, name.length() - EXTENSION.length(), EXTENSION, 0, EXTENSION.length());
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
        return "process(" + String.join(", ", patterns) + ")";
    }
}
