package dev.weir.shaping.lookup;

import dev.weir.shaping.Packet;
import org.jspecify.annotations.Nullable;

/** Sees the first packets of a flow, and knows what follows from them. Used by one thread at a time; only {@link #see} may allocate. */
public interface FlowObserver {
    /**
     * Sees the next packet of the flow. Not called again once it has said no.
     *
     * @param packet the packet; valid only during this call
     * @return whether to show the packet after this one
     */
    boolean see(Packet packet);

    /**
     * What the flow speaks. Does not change once it is known.
     *
     * @return a lower-case name such as {@code "http"}, or null while undecided
     */
    @Nullable
    String appProto();

    /**
     * The remote host as the flow names it. Does not change once it is known.
     *
     * @return the name, or null if unknown
     */
    @Nullable
    String host();

    /**
     * What the flow asks for first. Does not change once it is known.
     *
     * @return the URL, or null if unknown
     */
    @Nullable
    String url();
}
