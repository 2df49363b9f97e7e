package dev.weir.shaping.core.stage;

/** The end of every chain of stages: the packet leaves the engine. */
public final class ReleaseStage extends Stage {
    /**
     * The end of the stages of a space.
     *
     * @param space what the stages share
     */
    public ReleaseStage(StageSpace space) {
        super(space);
    }

    @Override
    public void accept(int packet, long nowNanos) {
        space.outlet.release(packet, nowNanos);
    }
}
