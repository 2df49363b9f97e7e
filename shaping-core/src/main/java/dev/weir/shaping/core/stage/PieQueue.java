package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.Pie;

/** First in, first out; packets are dropped as they come, with the probability of a controller; what finds no room is dropped. */
final class PieQueue extends FifoDiscipline {
    private static final int MEAN_PACKET = 1_024;
    private static final long HALF_SAFE = PieControl.oneIn(5);
    private static final long MARKABLE = PieControl.ONE / 10;

    private final PieControl control;
    private final long targetNanos;
    private final boolean ecn;

    PieQueue(StageSpace space, QueueBound bound, Framing framing, Pie pie, long stream) {
        super(space, bound, framing, stream);
        this.control = new PieControl(pie.target().toNanos(), pie.burst().toNanos());
        this.targetNanos = pie.target().toNanos();
        this.ecn = pie.ecn();
    }

    @Override
    void enqueue(int packet, long nowNanos) {
        catchUp(nowNanos);
        long probability = control.probability();
        boolean early = hasRoom(queue.size(packet))
                && !safe(probability)
                && Draws.happens(draw(packet), probability)
                && drops(packet, ecn && probability <= MARKABLE, nowNanos);
        if (!early) {
            space.queueTimes.came(packet, nowNanos);
            addIfRoom(packet, nowNanos);
        }
    }

    private boolean safe(long probability) {
        return probability == 0
                || control.bursting()
                || 2 * control.delayNanos() < targetNanos && probability < HALF_SAFE
                || queue.bytes() <= 2 * MEAN_PACKET;
    }

    @Override
    int next(long nowNanos) {
        catchUp(nowNanos);
        return super.next(nowNanos);
    }

    /** Updates the controller for every tick since the queue changed last. */
    private void catchUp(long nowNanos) {
        control.turnTo(nowNanos, queue.isEmpty() ? PieControl.EMPTY : space.queueTimes.since(queue.head()));
    }
}
