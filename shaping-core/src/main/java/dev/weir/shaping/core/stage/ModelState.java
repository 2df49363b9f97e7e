package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.FlowSlots;

/**
 * What a model remembers from packet to packet: some longs for each flow, or some for all. They start at 0.
 *
 * <p>Not thread-safe; allocates only for a flow that is new to it.
 */
final class ModelState {
    private final StageSpace space;
    private final FlowSlots slots;
    private final boolean shared;
    private final long[] common;
    private final int count;
    private final int owner;

    ModelState(StageSpace space, boolean shared, int count) {
        this.space = space;
        this.slots = space.slots;
        this.shared = shared;
        this.count = count;
        this.common = new long[shared ? count : 0];
        this.owner = slots.owner();
    }

    boolean shared() {
        return shared;
    }

    /** The place of a packet's first long, valid until the next packet. */
    int place(int packet) {
        return shared ? 0 : slots.slots(space.packets.flow(packet), owner, count, 0);
    }

    /** The place behind a place. */
    int following(int place) {
        return shared ? place + 1 : slots.following(place);
    }

    long value(int place) {
        return shared ? common[place] : slots.value(place);
    }

    void value(int place, long value) {
        if (shared) {
            common[place] = value;
        } else {
            slots.value(place, value);
        }
    }

    void remove() {
        slots.release(owner);
    }
}
