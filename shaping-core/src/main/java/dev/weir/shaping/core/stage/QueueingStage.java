package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.Framing;

/**
 * A server with a bounded queue that drops from its tail, and one service event in the wheel when something waits.
 *
 * <p>Packets of a lossless source are never dropped: one that finds the queue full is taken, and its source is asked to stop until there is room.
 */
abstract class QueueingStage extends ServerStage {
    final PacketQueue queue;
    private QueueBound bound;
    private final DropReason fullReason;
    private final Backpressure backpressure;

    QueueingStage(StageSpace space, QueueBound bound, DropReason fullReason) {
        super(space);
        this.queue = new PacketQueue(space.packets, Framing.NONE);
        this.bound = bound;
        this.fullReason = fullReason;
        this.backpressure = new Backpressure(space.outlet);
    }

    /** Lets a packet wait, unless the queue is full. */
    final void enqueue(int packet, long nowNanos) {
        boolean room = bound.hasRoom(queue, queue.size(packet));
        int source = space.packets.source(packet);
        if (room || source != 0) {
            queue.add(packet);
        }
        if (!room) {
            if (source == 0) {
                space.outlet.drop(packet, fullReason, nowNanos);
            } else {
                backpressure.pause(source);
            }
        }
    }

    final int dequeue() {
        int packet = queue.remove();
        resumeIfRoom();
        return packet;
    }

    /** Changes the bound; what waits stays. */
    final void bound(QueueBound newBound) {
        bound = newBound;
        resumeIfRoom();
    }

    private void resumeIfRoom() {
        if (queue.isEmpty() || bound.hasRoom(queue, 0)) {
            backpressure.resume();
        }
    }
}
