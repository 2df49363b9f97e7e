package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.Framing;

/** First in, first out; what finds no room takes that of the packets that have waited longest, unless those must not be lost. */
final class HeadDropQueue extends FifoDiscipline {
    HeadDropQueue(StageSpace space, QueueBound bound, Framing framing, long stream) {
        super(space, bound, framing, stream);
    }

    @Override
    void enqueue(int packet, long nowNanos) {
        while (!queue.isEmpty() && !hasRoom(queue.size(packet)) && !lossless(queue.head())) {
            dropFull(queue.remove(), nowNanos);
        }
        addIfRoom(packet, nowNanos);
    }
}
