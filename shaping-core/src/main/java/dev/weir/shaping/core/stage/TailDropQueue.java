package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.Framing;

/** First in, first out; what finds no room is dropped. */
final class TailDropQueue extends FifoDiscipline {
    TailDropQueue(StageSpace space, QueueBound bound, Framing framing, long stream) {
        super(space, bound, framing, stream);
    }

    @Override
    void enqueue(int packet, long nowNanos) {
        addIfRoom(packet, nowNanos);
    }
}
