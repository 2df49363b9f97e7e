package dev.weir.shaping.core.engine;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.BindFailure;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.core.packet.Cells;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.lookup.AdapterResolver;

/** Binds packets to adapters by which they leave. Not thread-safe, but any thread may read what failed. */
final class Binder {
    private static final int UNKNOWN = -1;

    private final PacketSlab packets;
    private final PacketHeaders headers;
    private final Adapters adapters;
    private final AdapterResolver resolver;
    private final boolean blocks;
    private final long[] failures = new long[1];

    Binder(Recipe recipe, PacketSlab packets, PacketHeaders headers, Adapters adapters) {
        this.packets = packets;
        this.headers = headers;
        this.adapters = adapters;
        this.resolver = recipe.providers().adapters();
        this.blocks = recipe.settings().bindFailure() == BindFailure.BLOCK;
    }

    /** Whether the packet being judged can leave by an adapter. */
    boolean canBind(MacAddress mac) {
        return resolver.adapter(mac, headers.ipVersion) != null;
    }

    /** Binds the packet being judged; false if it must not leave, as it cannot leave that way. */
    boolean bind(int packet, MacAddress mac) {
        int number = number(mac);
        if (number == UNKNOWN) {
            Cells.add(failures, 0, 1);
            return !blocks;
        }
        packets.adapter(packet, number);
        return true;
    }

    /** The number of an adapter; what fails to tell, tells none, and so does one that the engine cannot tell apart. */
    private int number(MacAddress mac) {
        try {
            Adapter adapter = resolver.adapter(mac, headers.ipVersion);
            return adapter == null ? UNKNOWN : adapters.number(adapter);
        } catch (RuntimeException e) {
            return UNKNOWN;
        }
    }

    long failures() {
        return Cells.get(failures, 0);
    }
}
