package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.Framing;

/**
 * The end of every chain of stages: the packet leaves the engine.
 *
 * <p>Where the outlet has no room, packets of lossy sources are dropped. Those of lossless ones wait here in order, and their sources pause until all have
 * left; what waits is part of what the engine holds, and bounded with it.
 */
public final class ReleaseStage extends Stage {
    private final PacketQueue queue;
    private final Backpressure backpressure;
    private long dropped;

    /**
     * The end of the stages of a space.
     *
     * @param space what the stages share
     */
    public ReleaseStage(StageSpace space) {
        super(space);
        queue = new PacketQueue(space.packets, Framing.NONE);
        backpressure = new Backpressure(space.outlet);
    }

    @Override
    public void accept(int packet, long nowNanos) {
        if (!hasWaiting() && space.outlet.release(packet, nowNanos)) {
            return;
        }
        int source = space.packets.source(packet);
        if (source == 0) {
            dropped++;
            space.outlet.drop(packet, DropReason.OUTPUT_FULL, nowNanos);
        } else {
            queue.add(packet);
            backpressure.pause(source);
        }
    }

    /**
     * Offers the outlet what waits, in order, until it refuses.
     *
     * @param nowNanos logical time
     */
    public void retry(long nowNanos) {
        while (!queue.isEmpty()) {
            int packet = queue.remove();
            if (!space.outlet.release(packet, nowNanos)) {
                queue.putBack(packet);
                return;
            }
        }
        backpressure.resume();
    }

    /**
     * Packets of lossy sources that were dropped here, ignored ones among them.
     *
     * @return their number
     */
    public long dropped() {
        return dropped;
    }

    /**
     * Whether packets wait for the outlet.
     *
     * @return true if there is one
     */
    public boolean hasWaiting() {
        return !queue.isEmpty();
    }

    /**
     * The packets that wait for the outlet.
     *
     * @return their number
     */
    public int waiting() {
        return (int) queue.count();
    }
}
