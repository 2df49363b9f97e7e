package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Reorder;

/**
 * Holds packets until later ones of their flow have passed: one packet until so many have, or so many until the one has that overtakes them. No packet is held
 * longer than a time.
 *
 * <p>Allocates only for a flow that is new to it.
 */
public final class SwapStage extends Stage {
    /*
     * A flow has at most one group of held packets, chained in order. A packet that is to be overtaken by one that is not there yet is known because the draw
     * of that one is a function of its number among the packets of the flow that come here; so only those are held that are overtaken. While a group is held
     * there are no other draws; those of the packets behind it are made up for later.
     *
     * The event that ends a group for want of time carries the flow. It is stale if the group has gone, or if the time of a later group has not come. A stage
     * is not idle while events of it are in the wheel, so none reaches a stage that has its number later.
     */
    private static final int PLACES = 6;

    private final FlowDraws draws;
    private final FlowSlots slots;
    private final int owner;
    private Reorder reorder;
    private long threshold;
    private long withinNanos;
    private Stage next;
    private int events;
    private int held;

    /** The places of the flow at hand: the first and the last packet of the group plus 1, or 0 if there is none. */
    private int first;

    private int last;
    /** How many packets have yet to pass, or the number of the one that overtakes. */
    private int until;

    private int deadline;
    /** How many packets of the flow have come. */
    private int count;
    /** Up to which number it is known that no packet overtakes. */
    private int checked;

    /**
     * A stage.
     *
     * @param space what the stages share
     * @param reorder which packets change places, ahead or behind
     * @param draws the random numbers of the rule or line
     * @param next where packets go
     */
    public SwapStage(StageSpace space, Reorder reorder, FlowDraws draws, Stage next) {
        super(space);
        this.draws = draws;
        this.next = next;
        this.slots = space.slots;
        this.owner = slots.owner();
        this.reorder = reorder;
        this.threshold = reorder.probability().threshold();
        this.withinNanos = reorder.within().toNanos();
    }

    /**
     * Changes what is done, from the next packet on. Packets that are held leave as they would have, or at their time.
     *
     * @param newReorder which packets change places, ahead or behind
     */
    public void change(Reorder newReorder) {
        reorder = newReorder;
        threshold = newReorder.probability().threshold();
        withinNanos = newReorder.within().toNanos();
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
        find(space.packets.flow(packet));
        long mine = slots.value(count);
        slots.value(count, mine + 1);
        if (reorder.kind() == Reorder.Kind.AHEAD) {
            ahead(packet, mine, nowNanos);
        } else {
            behind(packet, nowNanos);
        }
    }

    private void find(int flow) {
        first = slots.slots(flow, owner, PLACES, 0);
        last = slots.following(first);
        until = slots.following(last);
        deadline = slots.following(until);
        count = slots.following(deadline);
        checked = slots.following(count);
    }

    private void behind(int packet, long nowNanos) {
        if (slots.value(first) != 0) {
            long left = slots.value(until) - 1;
            slots.value(until, left);
            pass(packet, left <= 0, nowNanos);
        } else if (Draws.happens(draws.draw(packet, FlowDraws.REORDER), threshold)) {
            slots.value(until, reorder.packets());
            begin(packet, nowNanos);
        } else {
            next.accept(packet, nowNanos);
        }
    }

    private void ahead(int packet, long mine, long nowNanos) {
        if (slots.value(first) != 0) {
            if (mine >= slots.value(until)) {
                slots.value(checked, mine);
                pass(packet, true, nowNanos);
            } else {
                add(packet);
            }
        } else if (overtaken(packet, mine)) {
            begin(packet, nowNanos);
        } else {
            next.accept(packet, nowNanos);
        }
    }

    /** Whether one of the next packets overtakes, the first of which is then awaited. */
    private boolean overtaken(int packet, long mine) {
        long stream = draws.timeline(packet, false);
        long to = mine + reorder.packets();
        for (long other = Math.max(mine, slots.value(checked)) + 1; other <= to; other++) {
            if (Draws.happens(Draws.draw(stream, other, 0, FlowDraws.REORDER), threshold)) {
                slots.value(until, other);
                slots.value(checked, other);
                return true;
            }
        }
        slots.value(checked, to);
        return false;
    }

    private void begin(int packet, long nowNanos) {
        int flow = space.packets.flow(packet);
        long due = StageSpace.later(nowNanos, withinNanos);
        slots.value(deadline, due);
        add(packet);
        space.scheduleService(this, flow, due);
        events++;
    }

    private void add(int packet) {
        held++;
        space.packets.next(packet, PacketSlab.NONE);
        if (slots.value(first) == 0) {
            slots.value(first, packet + 1L);
        } else {
            space.packets.next((int) slots.value(last) - 1, packet);
        }
        slots.value(last, packet + 1L);
    }

    /** Lets a packet pass, and then the group if its time has come. */
    private void pass(int packet, boolean ends, long nowNanos) {
        int group = ends ? take() : PacketSlab.NONE;
        next.accept(packet, nowNanos);
        release(group, nowNanos);
    }

    private int take() {
        int group = (int) slots.value(first) - 1;
        slots.value(first, 0);
        return group;
    }

    private void release(int group, long nowNanos) {
        for (int packet = group; packet != PacketSlab.NONE; ) {
            int following = space.packets.next(packet);
            held--;
            next.accept(packet, nowNanos);
            packet = following;
        }
    }

    @Override
    void serve(int flow, long nowNanos) {
        events--;
        find(flow);
        if (slots.value(first) != 0 && slots.value(deadline) <= nowNanos) {
            release(take(), nowNanos);
        }
    }

    @Override
    public boolean idle() {
        return held == 0 && events == 0;
    }

    @Override
    public void remove() {
        super.remove();
        slots.release(owner);
    }
}
