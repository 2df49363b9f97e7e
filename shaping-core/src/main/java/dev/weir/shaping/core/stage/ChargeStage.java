package dev.weir.shaping.core.stage;

/** A stamper that lets packets use up a link's capacity without being held back by it. */
public final class ChargeStage extends Stage {
    private final ClassStage charged;
    private final Stage next;

    /**
     * A charging stage.
     *
     * @param space what the stages share
     * @param charged whose capacity is used up
     * @param next where packets go, at once
     */
    public ChargeStage(StageSpace space, ClassStage charged, Stage next) {
        super(space);
        this.charged = charged;
        this.next = next;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        charged.charge(space.packets.length(packet), nowNanos);
        next.accept(packet, nowNanos);
    }
}
