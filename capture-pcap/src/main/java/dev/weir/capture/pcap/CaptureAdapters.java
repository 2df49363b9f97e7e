package dev.weir.capture.pcap;

import dev.weir.shaping.Adapter;
import org.jspecify.annotations.Nullable;

/**
 * Tells the adapter of a capture's packets: the interface in a pcapng file, none in a pcap file.
 *
 * <p>The number of the interface is the id. Sections number theirs anew; what the first packet of a number tells of it holds for the whole file. Of more
 * than {@value #MAX} numbers, those from {@value #MAX} on are no adapters. Not thread-safe; allocates nothing per packet.
 */
final class CaptureAdapters {
    static final int MAX = 255;

    private final @Nullable Adapter[] known = new Adapter[MAX];

    /** The adapter of the current packet of a reader. */
    Adapter adapter(CaptureReader reader) {
        int id = reader.interfaceId();
        if (reader.format() == CaptureFormat.PCAP || id >= MAX) {
            return Adapter.NONE;
        }
        Adapter adapter = known[id];
        if (adapter == null) {
            String name = reader.interfaceName();
            adapter = new Adapter(id, name.isEmpty() ? "interface " + id : name);
            known[id] = adapter;
        }
        return adapter;
    }
}
