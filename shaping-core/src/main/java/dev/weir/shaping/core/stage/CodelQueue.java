package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.Codel;
import dev.weir.shaping.impair.Framing;

/** First in, first out, with the control law of RFC 8289 where packets leave; what finds no room is dropped. */
final class CodelQueue extends FifoDiscipline {
    private final CodelControl control;

    CodelQueue(StageSpace space, QueueBound bound, Framing framing, Codel codel, long stream) {
        super(space, bound, framing, stream);
        this.control = new CodelControl(codel);
    }

    @Override
    void enqueue(int packet, long nowNanos) {
        space.queueTimes.came(packet, nowNanos);
        addIfRoom(packet, nowNanos);
    }

    @Override
    int next(long nowNanos) {
        return control.next(queue, this, nowNanos);
    }
}
