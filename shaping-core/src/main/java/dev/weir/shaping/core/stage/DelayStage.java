package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Delay;

/**
 * A stamper that holds packets back: a constant delay, or one drawn uniformly from {@code delay - jitter .. delay + jitter} and never
 * below 0. Packets of one flow leave in the order they came, also when the delay changes; packets of different flows may overtake each other.
 */
public final class DelayStage extends Stage {
    /*
     * What keeps a flow in order is when the latest packet of the flow is due. A delay without jitter that never changed needs no such memory. At its first
     * change the packets at hand are looked up in the wheel, and from then on all are remembered.
     */
    private static final long NOTHING_DUE = -1;

    private long delayNanos;
    private long jitterNanos;
    private boolean remembers;
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
        this.remembers = jitterNanos != 0;
        this.draws = draws;
        this.next = next;
        this.owner = space.slots.owner();
    }

    /**
     * Changes the delay, from the next packet on. Packets that are held back keep their time, and later ones of their flow do not overtake them.
     *
     * @param delay how long packets are held back
     */
    public void change(Delay.Uniform delay) {
        if (!remembers && held > 0) {
            space.forEachScheduled(this, this::remember);
        }
        remembers = true;
        delayNanos = delay.delay().toNanos();
        jitterNanos = delay.jitter().toNanos();
    }

    private void remember(int packet, long dueNanos) {
        int slot = space.slots.slot(space.packets.flow(packet), owner, NOTHING_DUE);
        space.slots.value(slot, Math.max(dueNanos, space.slots.value(slot)));
    }

    @Override
    public void accept(int packet, long nowNanos) {
        if (!remembers) {
            hold(packet, StageSpace.later(nowNanos, delayNanos));
            return;
        }
        long own = StageSpace.later(nowNanos, drawnNanos(packet));
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

    private long drawnNanos(int packet) {
        if (jitterNanos == 0) {
            return delayNanos;
        }
        long drawn = Draws.uniform(draws.draw(packet, FlowDraws.JITTER), 2 * jitterNanos + 1);
        return Math.max(0, delayNanos - jitterNanos + drawn);
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
