package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.Slots;

/**
 * A server that releases packets in slots only, in the order in which they came. What waits is part of what the engine holds, and bounded with it.
 *
 * <p>The wait for a slot is drawn when it is asked for: when a packet comes after the last slot, or when a slot's quota is used up.
 */
public final class SlotStage extends ServerStage {
    private static final long SLOT = Draws.hash("slot");

    private final PacketQueue queue;
    private final long leastNanos;
    private final long spanNanos;
    private final long maxPackets;
    private final long maxBytes;
    private final long stream;
    private final Stage next;
    private long slotNanos;
    private long slots;
    private long packetsLeft;
    private long bytesLeft;

    /**
     * A stage whose first slot is at time 0.
     *
     * @param space what the stages share
     * @param slots how long packets wait for slots, and what a slot releases
     * @param stream the random numbers of the rule or line
     * @param next where packets go
     */
    public SlotStage(StageSpace space, Slots slots, long stream, Stage next) {
        super(space);
        this.queue = new PacketQueue(space.packets, Framing.NONE);
        this.leastNanos = slots.least().toNanos();
        this.spanNanos = slots.most().toNanos() - leastNanos + 1;
        this.maxPackets = slots.packets() == 0 ? Long.MAX_VALUE : slots.packets();
        this.maxBytes =
                slots.bytes().bytes() == 0 ? Long.MAX_VALUE : slots.bytes().bytes();
        this.stream = Draws.flowStream(stream, SLOT, 0);
        this.next = next;
        fill();
    }

    @Override
    public void accept(int packet, long nowNanos) {
        boolean first = queue.isEmpty();
        queue.add(packet);
        if (!first) {
            return;
        }
        if (slotNanos < nowNanos) {
            ask(packet, nowNanos);
        }
        serve(nowNanos);
    }

    /** Draws when the next slot opens, for a packet that waits for it. */
    private void ask(int packet, long nowNanos) {
        long wait = leastNanos;
        if (spanNanos > 1) {
            long draw = Draws.draw(stream, slots++, 0, 0);
            space.outlet.drawn(packet, draw);
            wait += Draws.uniform(draw, spanNanos);
        }
        slotNanos = StageSpace.later(nowNanos, wait);
        fill();
    }

    private void fill() {
        packetsLeft = maxPackets;
        bytesLeft = maxBytes;
    }

    @Override
    void serve(long nowNanos) {
        while (!queue.isEmpty() && slotNanos <= nowNanos) {
            int packet = queue.remove();
            packetsLeft--;
            bytesLeft -= space.packets.length(packet);
            if (packetsLeft <= 0 || bytesLeft <= 0) {
                ask(packet, nowNanos);
            }
            next.accept(packet, nowNanos);
        }
        if (!queue.isEmpty()) {
            scheduleService(slotNanos);
        }
    }

    @Override
    public boolean idle() {
        return queue.isEmpty();
    }
}
