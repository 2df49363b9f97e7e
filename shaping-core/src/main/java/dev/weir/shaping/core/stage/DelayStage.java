package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.DelayOrder;
import dev.weir.shaping.impair.Scope;

/**
 * A stamper that holds packets back by a model. Packets of one flow leave in the order they came, also when the model changes, unless it lets them overtake; packets of
 * different flows may overtake each other.
 */
public final class DelayStage extends Stage {
    /*
     * What keeps a flow in order is when the latest packet of the flow is due. A constant delay needs no such memory. When it changes, or the order does, the
     * packets at hand are looked up in the wheel, once.
     */
    private static final long MAX_NANOS = Delay.MAX.toNanos();

    private final Scope scope;
    private final FlowDraws draws;
    private final Stage next;
    private final DelayTables tables = new DelayTables();
    private DelayModel model;
    private DelayOrder kept;
    private FlowOrder order;
    private int held;

    /**
     * A delay stage.
     *
     * @param space what the stages share
     * @param delay how long packets are held back
     * @param scope what shares the model's memory, unless the model says so itself
     * @param draws the random numbers of the rule or line
     * @param next where packets go when due
     */
    public DelayStage(StageSpace space, Delay delay, Scope scope, FlowDraws draws, Stage next) {
        super(space);
        this.scope = scope;
        this.draws = draws;
        this.next = next;
        this.model = DelayModels.of(delay, scope, space, draws, tables);
        this.kept = isConstant(delay.model()) ? DelayOrder.FREE : delay.order();
        this.order = FlowOrder.of(kept, space);
    }

    /** Packets of equal delays leave in their order anyway. */
    private static boolean isConstant(Delay delay) {
        return delay instanceof Delay.Uniform uniform && uniform.jitter().isZero();
    }

    /**
     * Changes the delay, from the next packet on. Packets that are held back keep their time, and later ones of their flow do not overtake them, unless
     * the new delay lets them.
     *
     * @param delay how long packets are held back
     */
    public void change(Delay delay) {
        model.remove();
        model = DelayModels.of(delay, scope, space, draws, tables);
        if (!delay.order().equals(kept)) {
            order.remove();
            kept = delay.order();
            order = FlowOrder.of(kept, space);
            if (held > 0) {
                space.forEachScheduled(this, order::earlier);
            }
        }
    }

    @Override
    public void accept(int packet, long nowNanos) {
        long delay = Math.max(0, Math.min(MAX_NANOS, model.nanos(packet, nowNanos)));
        long floor = order.floor(packet);
        if (delay == 0 && floor < nowNanos) {
            next.accept(packet, nowNanos);
            return;
        }
        long due = Math.max(StageSpace.later(nowNanos, delay), floor);
        order.held(due);
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

    @Override
    public void remove() {
        super.remove();
        model.remove();
        order.remove();
    }
}
