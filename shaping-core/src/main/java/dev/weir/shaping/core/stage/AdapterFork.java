package dev.weir.shaping.core.stage;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Sends a packet on by the adapter it came from. */
public final class AdapterFork extends Stage {
    private static final int NUMBERS = 256;

    private final IntFunction<Stage> byAdapter;
    private final @Nullable Stage[] known = new Stage[NUMBERS];

    /**
     * A fork.
     *
     * @param space what the stages share
     * @param byAdapter tells where packets of an adapter go, by its number; asked once for each
     */
    public AdapterFork(StageSpace space, IntFunction<Stage> byAdapter) {
        super(space);
        this.byAdapter = byAdapter;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        int adapter = space.packets.adapter(packet);
        Stage next = known[adapter];
        if (next == null) {
            next = byAdapter.apply(adapter);
            known[adapter] = next;
        }
        next.accept(packet, nowNanos);
    }
}
