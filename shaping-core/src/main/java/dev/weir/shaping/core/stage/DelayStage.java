package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Delay;

/**
 * A stamper that holds packets back: a constant delay, or one drawn uniformly from {@code delay - jitter .. delay + jitter} and never
 * below 0. Packets of one flow leave in the order they came; packets of different flows may overtake each other.
 */
public final class DelayStage extends Stage {
    private static final long NOTHING_DUE = -1;

    private final long delayNanos;
    private final long jitterNanos;
    private final FlowDraws draws;
    private final Stage next;
    private final int owner;
    private int held;

    /**
     * A delay stage.
     *
     * @param space what the stages share
     * @param delay how long packets are held back
     * @param draws the random numbers of the rule or line
     * @param next where packets go when due
     */
    public DelayStage(StageSpace space, Delay.Uniform delay, FlowDraws draws, Stage next) {
        super(space);
        this.delayNanos = delay.delay().toNanos();
        this.jitterNanos = delay.jitter().toNanos();
        this.draws = draws;
        this.next = next;
        this.owner = space.slots.owner();
    }

    @Override
    public void accept(int packet, long nowNanos) {
        if (jitterNanos == 0) {
            hold(packet, StageSpace.later(nowNanos, delayNanos));
            return;
        }
        long drawn = Draws.uniform(draws.draw(packet, FlowDraws.JITTER), 2 * jitterNanos + 1);
        long own = StageSpace.later(nowNanos, Math.max(0, delayNanos - jitterNanos + drawn));
        int slot = space.slots.slot(space.packets.flow(packet), owner, NOTHING_DUE);
        long previous = space.slots.value(slot);
        if (own <= nowNanos && previous < nowNanos) {
            next.accept(packet, nowNanos);
            return;
        }
        long due = Math.max(own, previous);
        space.slots.value(slot, due);
        hold(packet, due);
    }

    private void hold(int packet, long dueNanos) {
        held++;
        space.schedulePacket(this, packet, dueNanos);
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

    @Override
    public void remove() {
        super.remove();
        space.slots.release(owner);
    }
}
