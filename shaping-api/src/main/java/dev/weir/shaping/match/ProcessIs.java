package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Holds for packets of processes whose executable fits one of some patterns. */
record ProcessIs(List<String> patterns) implements Match {
    private static final String EXTENSION = ".exe";

    static ProcessIs parse(String text) {
        List<String> patterns =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (patterns.contains("")) {
            throw new IllegalArgumentException("process name must not be blank: \"" + text + "\"");
        }
        return new ProcessIs(patterns);
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
