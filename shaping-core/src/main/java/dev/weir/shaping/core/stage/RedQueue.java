package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.Red;

/** First in, first out; packets are dropped as they come, with a probability that depends on the average queue; what finds no room is dropped. */
final class RedQueue extends FifoDiscipline {
    private final RedControl control;
    private final boolean ecn;
    private long idleSinceNanos;

    RedQueue(StageSpace space, QueueBound bound, Framing framing, Red red, long stream) {
        super(space, bound, framing, stream);
        this.control = new RedControl(red);
        this.ecn = red.ecn();
    }

    @Override
    void rate(long bitsPerSecond) {
        control.rate(bitsPerSecond);
    }

    @Override
    int pass(int packet, long nowNanos) {
        control.idled(nowNanos - idleSinceNanos);
        idleSinceNanos = nowNanos;
        return early(packet, nowNanos) ? PacketSlab.NONE : packet;
    }

    @Override
    void enqueue(int packet, long nowNanos) {
        control.sees(queue.bytes());
        if (!hasRoom(queue.size(packet)) || !early(packet, nowNanos)) {
            addIfRoom(packet, nowNanos);
        }
    }

    private boolean early(int packet, long nowNanos) {
        long threshold = control.threshold();
        if (threshold == 0) {
            return false;
        }
        boolean chosen = threshold == RedControl.ONE || draw(packet) >>> 64 - RedControl.BITS < threshold;
        if (!chosen) {
            return false;
        }
        control.chose();
        return drops(packet, ecn && control.moderate(), nowNanos);
    }

    @Override
    int next(long nowNanos) {
        int packet = super.next(nowNanos);
        if (packet == PacketSlab.NONE) {
            idleSinceNanos = nowNanos;
        }
        return packet;
    }
}
