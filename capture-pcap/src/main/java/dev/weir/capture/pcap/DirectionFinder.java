package dev.weir.capture.pcap;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpNetwork;
import dev.weir.shaping.core.LocalAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells the direction of a capture's packets: by the local addresses it is given, or else by those it finds in the file.
 *
 * <p>The local address of an IP version is searched when the first packet of that version comes: it is the source of the first TCP SYN of
 * that version in the file, else of its first packet. Not thread-safe.
 */
public final class DirectionFinder {
    private final Path file;
    private final LocalAddresses locals;
    private boolean searchedIpv4;
    private boolean searchedIpv6;

    /**
     * A finder for one file.
     *
     * @param file the file that is being read, to be read once more where an address must be found
     * @param given the local addresses; empty to find them
     */
    public DirectionFinder(Path file, List<IpNetwork> given) {
        this.file = file;
        this.locals = new LocalAddresses(given);
        this.searchedIpv4 = !given.isEmpty();
        this.searchedIpv6 = !given.isEmpty();
    }

    /**
     * The direction of the current packet of a reader.
     *
     * @param reader a reader of the file
     * @return the direction
     * @throws IOException if the file cannot be searched
     */
    public Direction direction(CaptureReader reader) throws IOException {
        Direction direction = ask(reader);
        int version = locals.lastVersion();
        if (version == 4 && !searchedIpv4) {
            searchedIpv4 = true;
            find(version);
            return ask(reader);
        }
        if (version == 6 && !searchedIpv6) {
            searchedIpv6 = true;
            find(version);
            return ask(reader);
        }
        return direction;
    }

    private Direction ask(CaptureReader reader) {
        return locals.direction(reader.bytes(), reader.offset(), reader.capturedLength(), reader.linkType());
    }

    private void find(int version) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": local addresses can be found in regular files only; give them");
        }
        LocalAddresses.Finder finder = new LocalAddresses.Finder(version);
        try (CaptureReader reader = CaptureReader.open(file)) {
            boolean over = false;
            while (!over && nextBeforeAnyFault(reader)) {
                over = finder.look(reader.bytes(), reader.offset(), reader.capturedLength(), reader.linkType());
            }
        }
        if (finder.found()) {
            locals.add(finder.address());
        }
    }

    /** A fault ends the search; whoever reads the packets will come to it. */
    private static boolean nextBeforeAnyFault(CaptureReader reader) throws IOException {
        try {
            return reader.next();
        } catch (CaptureFormatException e) {
            return false;
        }
    }

    /**
     * The local addresses so far.
     *
     * @return given or found
     */
    public List<IpNetwork> localAddresses() {
        return locals.networks();
    }
}
