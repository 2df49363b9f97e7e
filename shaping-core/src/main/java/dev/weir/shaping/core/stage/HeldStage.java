package dev.weir.shaping.core.stage;

/** A stamper that holds each packet for a time of its own. Not thread-safe; allocates nothing. */
public final class HeldStage extends Stage {
    private final Stage next;

    /**
     * A stage.
     *
     * @param space what the stages share
     * @param next where packets go when due
     */
    public HeldStage(StageSpace space, Stage next) {
        super(space);
        this.next = next;
    }

    /**
     * Holds a packet.
     *
     * @param packet its handle
     * @param delayNanos how long, 0 or more
     * @param nowNanos logical time
     */
    public void hold(int packet, long delayNanos, long nowNanos) {
        if (delayNanos == 0) {
            next.accept(packet, nowNanos);
        } else {
            space.schedulePacket(this, packet, StageSpace.later(nowNanos, delayNanos));
        }
    }

    @Override
    public void accept(int packet, long nowNanos) {
        next.accept(packet, nowNanos);
    }

    @Override
    void due(int packet, long nowNanos) {
        next.accept(packet, nowNanos);
    }
}
