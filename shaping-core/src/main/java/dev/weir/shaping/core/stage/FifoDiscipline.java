package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.impair.Framing;

/** A discipline with one queue, first in first out. */
abstract class FifoDiscipline extends Discipline {
    final PacketQueue queue;

    FifoDiscipline(StageSpace space, QueueBound bound, Framing framing, long stream) {
        super(space, bound, stream);
        this.queue = new PacketQueue(space.packets, framing);
    }

    /** Lets a packet wait if there is room or it must not be lost, else drops it. */
    final void addIfRoom(int packet, long nowNanos) {
        boolean room = hasRoom(queue.size(packet));
        if (room || lossless(packet)) {
            queue.add(packet);
        }
        if (!room) {
            full(packet, nowNanos);
        }
    }

    private void full(int packet, long nowNanos) {
        if (lossless(packet)) {
            pause(packet);
        } else {
            dropFull(packet, nowNanos);
        }
    }

    @Override
    final void adopt(int packet, long nowNanos) {
        space.queueTimes.came(packet, nowNanos);
        queue.add(packet);
    }

    @Override
    int next(long nowNanos) {
        return drain();
    }

    @Override
    final int drain() {
        return queue.isEmpty() ? PacketSlab.NONE : queue.remove();
    }

    @Override
    final boolean isEmpty() {
        return queue.isEmpty();
    }

    @Override
    final long count() {
        return queue.count();
    }

    @Override
    final long bytes() {
        return queue.bytes();
    }
}
