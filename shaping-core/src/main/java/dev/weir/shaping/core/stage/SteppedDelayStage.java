package dev.weir.shaping.core.stage;

/** A stamper that holds packets back by a delay that changes; packets leave in the order in which they came. */
public final class SteppedDelayStage extends Stage {
    private Stage next;
    private long delayNanos;
    private long lastDueNanos;
    private int held;

    /**
     * A stage that delays nothing yet.
     *
     * @param space what the stages share
     * @param next where packets go when due
     */
    public SteppedDelayStage(StageSpace space, Stage next) {
        super(space);
        this.next = next;
    }

    /** Sets the delay of packets that come from now on. */
    void delay(long nanos) {
        delayNanos = nanos;
    }

    /**
     * Sends packets elsewhere, from now on.
     *
     * @param newNext where packets go
     */
    public void next(Stage newNext) {
        next = newNext;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        long due = Math.max(lastDueNanos, StageSpace.later(nowNanos, delayNanos));
        if (held == 0 && due <= nowNanos) {
            next.accept(packet, nowNanos);
            return;
        }
        lastDueNanos = due;
        held++;
        space.schedulePacket(this, packet, due);
    }

    @Override
    void due(int packet, long nowNanos) {
        held--;
        next.accept(packet, nowNanos);
    }

    @Override
    public boolean idle() {
        return held == 0;
    }
}
