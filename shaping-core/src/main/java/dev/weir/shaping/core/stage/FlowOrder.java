package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.DelayOrder;

/** Says before which time a packet must not leave, so that it does not overtake too many of its flow. Not thread-safe; allocates only for a new flow. */
abstract class FlowOrder {
    /** When nothing is held. */
    static final long NOTHING_DUE = -1;

    /** The least due time of a packet, or {@link #NOTHING_DUE}. */
    abstract long floor(int packet);

    /** The packet of the last {@link #floor} is held until a time. */
    abstract void held(long dueNanos);

    /** A packet is held that came before any that this order was asked about: none of its flow may overtake it, if there is any order. */
    void earlier(int packet, long dueNanos) {}

    /** Gives up what is remembered. */
    void remove() {}

    static FlowOrder of(DelayOrder order, StageSpace space) {
        return switch (order.mostOvertaken()) {
            case 0 -> new Kept(space);
            case Integer.MAX_VALUE -> new Free();
            default -> new Bounded(space, order.mostOvertaken());
        };
    }

    private static final class Free extends FlowOrder {
        @Override
        long floor(int packet) {
            return NOTHING_DUE;
        }

        @Override
        void held(long dueNanos) {}
    }

    /** Remembers the latest due time. */
    private static final class Kept extends FlowOrder {
        private final StageSpace space;
        private final int owner;
        private int slot;

        Kept(StageSpace space) {
            this.space = space;
            this.owner = space.slots.owner();
        }

        @Override
        long floor(int packet) {
            slot = space.slots.slot(space.packets.flow(packet), owner, NOTHING_DUE);
            return space.slots.value(slot);
        }

        @Override
        void held(long dueNanos) {
            space.slots.value(slot, dueNanos);
        }

        @Override
        void earlier(int packet, long dueNanos) {
            held(Math.max(floor(packet), dueNanos));
        }

        @Override
        void remove() {
            space.slots.release(owner);
        }
    }

    /** Remembers the due times of the last packets, as many as may be overtaken, and the latest of all before them. */
    private static final class Bounded extends FlowOrder {
        private final StageSpace space;
        private final int most;
        private final int owner;
        private int slot;

        Bounded(StageSpace space, int most) {
            this.space = space;
            this.most = most;
            this.owner = space.slots.owner();
        }

        @Override
        long floor(int packet) {
            slot = space.slots.slots(space.packets.flow(packet), owner, 1 + most, NOTHING_DUE);
            return space.slots.value(slot);
        }

        @Override
        void held(long dueNanos) {
            long oldest = dueNanos;
            int at = slot;
            for (int i = 0; i < most; i++) {
                at = space.slots.following(at);
                long younger = space.slots.value(at);
                space.slots.value(at, oldest);
                oldest = younger;
            }
            space.slots.value(slot, Math.max(space.slots.value(slot), oldest));
        }

        @Override
        void earlier(int packet, long dueNanos) {
            long latest = Math.max(floor(packet), dueNanos);
            space.slots.value(slot, latest);
        }

        @Override
        void remove() {
            space.slots.release(owner);
        }
    }
}
