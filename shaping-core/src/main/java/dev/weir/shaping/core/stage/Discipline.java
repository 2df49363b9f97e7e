package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.packet.EcnMarker;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Codel;
import dev.weir.shaping.impair.FqCodel;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.HeadDrop;
import dev.weir.shaping.impair.Pie;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.Red;

/**
 * How packets wait for a link: which of them goes next, and which are dropped or marked, when they come or when they go. A link's own.
 *
 * <p>Packets of a lossless source are never dropped: where the discipline would drop one it is sent, as a marked one would be, and one that finds the queue full is taken and
 * its source is asked to stop until there is room. Not thread-safe; allocates nothing per packet.
 */
abstract class Discipline {
    private static final long QUEUE = Draws.hash("queue");

    final StageSpace space;
    private final long drawStream;
    private long drawn;
    private QueueBound bound;
    private final Backpressure backpressure;
    private final PacketHeaders headers = new PacketHeaders();
    private long marked;

    Discipline(StageSpace space, QueueBound bound, long stream) {
        this.space = space;
        this.bound = bound;
        this.drawStream = Draws.flowStream(stream, QUEUE, 0);
        this.backpressure = new Backpressure(space.outlet);
    }

    /**
     * The discipline of a link.
     *
     * @param framing how the bound and the discipline count bytes
     * @param stream the random numbers of the link's rule or line
     */
    static Discipline of(QueueDiscipline asked, StageSpace space, QueueBound bound, Framing framing, long stream) {
        if (asked instanceof HeadDrop) {
            return new HeadDropQueue(space, bound, framing, stream);
        }
        if (asked instanceof Codel codel) {
            return new CodelQueue(space, bound, framing, codel, stream);
        }
        if (asked instanceof FqCodel queues) {
            return new FqCodelQueue(space, bound, framing, queues, stream);
        }
        if (asked instanceof Pie pie) {
            return new PieQueue(space, bound, framing, pie, stream);
        }
        if (asked instanceof Red red) {
            return new RedQueue(space, bound, framing, red, stream);
        }
        return new TailDropQueue(space, bound, framing, stream);
    }

    /** Tells how fast the queue is served. */
    void rate(long bitsPerSecond) {}

    /** A packet comes and finds the link idle: the packet to send now, {@link PacketSlab#NONE} if it was dropped. */
    int pass(int packet, long nowNanos) {
        return packet;
    }

    /** A packet comes. */
    abstract void enqueue(int packet, long nowNanos);

    /** The packet to send next, which has left the queue; {@link PacketSlab#NONE} if none is left. */
    final int dequeue(long nowNanos) {
        int packet = next(nowNanos);
        resumeIfRoom();
        return packet;
    }

    abstract int next(long nowNanos);

    /** Takes any packet out of the queue, uncontrolled; {@link PacketSlab#NONE} if none is left. */
    abstract int drain();

    /** Lets a packet wait that waited elsewhere, whatever the room. */
    abstract void adopt(int packet, long nowNanos);

    /** All that waited was taken out: sources that were asked to stop may go on. */
    final void drained() {
        backpressure.resume();
    }

    /** Takes over what waits in another queue of the same link, in its order. */
    final void takeOver(Discipline old, long nowNanos) {
        marked = old.marked;
        drawn = old.drawn;
        for (int packet = old.drain(); packet != PacketSlab.NONE; packet = old.drain()) {
            adopt(packet, nowNanos);
        }
        old.drained();
    }

    abstract boolean isEmpty();

    /** The packets that wait. */
    abstract long count();

    /** Their bytes. */
    abstract long bytes();

    final boolean hasRoom(long length) {
        return bound.hasRoom(count(), bytes(), length);
    }

    /** Whether more waits than may. */
    final boolean overfull() {
        return count() > bound.packets() || bytes() > bound.bytes();
    }

    /** Changes the bound; what waits stays. */
    final void bound(QueueBound newBound) {
        bound = newBound;
        resumeIfRoom();
    }

    private void resumeIfRoom() {
        if (isEmpty() || hasRoom(0)) {
            backpressure.resume();
        }
    }

    final boolean lossless(int packet) {
        return space.packets.source(packet) != 0;
    }

    /** Asks the source of a packet that found no room to stop. */
    final void pause(int packet) {
        backpressure.pause(space.packets.source(packet));
    }

    /** Drops a packet for want of room. */
    final void dropFull(int packet, long nowNanos) {
        space.outlet.drop(packet, DropReason.LINK_QUEUE_FULL, nowNanos);
    }

    /** Drops a packet to keep the queue short, unless it is marked or must not be lost; false if it is to be sent all the same. */
    final boolean drops(int packet, boolean ecn, long nowNanos) {
        if (lossless(packet) || ecn && marks(packet)) {
            return false;
        }
        space.outlet.drop(packet, DropReason.AQM, nowNanos);
        return true;
    }

    private boolean marks(int packet) {
        PacketSlab packets = space.packets;
        byte[] bytes = packets.bytes(packet);
        int offset = packets.offset(packet);
        HeaderDecoder.decode(bytes, offset, packets.capturedLength(packet), packets.linkType(packet), headers);
        boolean done = EcnMarker.mark(bytes, offset, headers);
        if (done) {
            marked++;
        }
        return done;
    }

    /** The queue's next random number, which decides about a packet. */
    final long draw(int packet) {
        long draw = Draws.draw(drawStream, drawn++, 0, 0);
        space.outlet.drawn(packet, draw);
        return draw;
    }

    /** The packets that were marked. */
    final long marked() {
        return marked;
    }
}
