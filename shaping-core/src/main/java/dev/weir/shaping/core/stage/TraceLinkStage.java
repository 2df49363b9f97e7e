package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.Trace;
import org.jspecify.annotations.Nullable;

/**
 * A link that sends when a trace says so: a server. At each delivery opportunity it sends {@value Trace#OPPORTUNITY_BYTES} bytes, first what is left of the packet in transit,
 * then of the next ones in the queue, and releases each packet with its last byte. What it cannot use is lost.
 *
 * <p>The trace starts at logical time 0. A packet that comes at the time of an opportunity comes after it. While nothing waits there are no events. The packet in transit does
 * not count against the queue's bound; a bound in time, and the default, are at the mean rate of the trace, and bytes are counted as framed.
 *
 * <p>Once a trace has ended that does not repeat, what waits and what comes is dropped; packets of a lossless source stay.
 */
public final class TraceLinkStage extends ServerStage implements LinkUse {
    private final Framing framing;
    private final Discipline queue;
    private final TraceCursor cursor;
    private final PacketQueue stuck;
    private Stage next;
    private int transit = PacketSlab.NONE;
    private long leftBytes;
    private boolean busy;
    private long busySinceNanos;
    private long busyNanos;
    private long sentBytes;

    /**
     * A link stage.
     *
     * @param space what the stages share
     * @param trace when the link sends
     * @param framing what the link sends besides the bytes of packets
     * @param queue the bound on what waits, or null for the default
     * @param discipline how packets wait
     * @param stream the random numbers of the link's rule or line
     * @param next where packets go with their last byte
     */
    public TraceLinkStage(
            StageSpace space,
            Trace trace,
            Framing framing,
            @Nullable QueueLimit queue,
            QueueDiscipline discipline,
            long stream,
            Stage next) {
        super(space);
        this.framing = framing;
        this.next = next;
        this.cursor = new TraceCursor(trace);
        this.stuck = new PacketQueue(space.packets, framing);
        Rate mean = trace.meanRate();
        this.queue = Discipline.of(discipline, space, QueueBound.ofLink(queue, mean, discipline), framing, stream);
        this.queue.rate(mean.bitsPerSecond());
    }

    /**
     * Sends packets elsewhere, from now on.
     *
     * @param newNext where packets go
     */
    public void next(Stage newNext) {
        next = newNext;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        if (busy && cursor.nanos() <= nowNanos) {
            serve(nowNanos);
        }
        if (!busy) {
            cursor.seekAfter(nowNanos);
        }
        if (cursor.nanos() == TraceCursor.ENDED) {
            end(packet, nowNanos);
            return;
        }
        queue.enqueue(packet, nowNanos);
        if (!busy && !queue.isEmpty()) {
            busy = true;
            busySinceNanos = nowNanos;
            scheduleService(cursor.nanos());
        }
    }

    @Override
    void serve(long nowNanos) {
        if (!busy) {
            return;
        }
        while (busy && cursor.nanos() <= nowNanos) {
            send(nowNanos);
            cursor.next();
            busy = transit != PacketSlab.NONE || !queue.isEmpty();
        }
        if (busy && cursor.nanos() == TraceCursor.ENDED) {
            endAll(nowNanos);
        }
        if (busy) {
            scheduleService(cursor.nanos());
        } else {
            busyNanos += nowNanos - busySinceNanos;
        }
    }

    /** Uses one opportunity. */
    private void send(long nowNanos) {
        long budget = Trace.OPPORTUNITY_BYTES;
        while (budget > 0) {
            if (transit == PacketSlab.NONE && !load(nowNanos)) {
                return;
            }
            long sent = Math.min(budget, leftBytes);
            budget -= sent;
            leftBytes -= sent;
            if (leftBytes == 0) {
                release(nowNanos);
            }
        }
    }

    private boolean load(long nowNanos) {
        transit = queue.dequeue(nowNanos);
        if (transit == PacketSlab.NONE) {
            return false;
        }
        leftBytes = framing.framed(space.packets.length(transit));
        return true;
    }

    private void release(long nowNanos) {
        int packet = transit;
        transit = PacketSlab.NONE;
        sentBytes += space.packets.length(packet);
        next.accept(packet, nowNanos);
    }

    /** Drops what the link will never send. */
    private void endAll(long nowNanos) {
        busy = false;
        if (transit != PacketSlab.NONE) {
            end(transit, nowNanos);
            transit = PacketSlab.NONE;
        }
        for (int packet = queue.drain(); packet != PacketSlab.NONE; packet = queue.drain()) {
            end(packet, nowNanos);
        }
    }

    private void end(int packet, long nowNanos) {
        if (queue.lossless(packet)) {
            stuck.add(packet);
            queue.pause(packet);
        } else {
            space.outlet.drop(packet, DropReason.LINK_ENDED, nowNanos);
        }
    }

    @Override
    public boolean idle() {
        return !busy && stuck.isEmpty();
    }

    /** From the arrival of a packet to the last release of each time in which something waited. */
    @Override
    public long busyNanos() {
        return busyNanos;
    }

    @Override
    public long sentBytes() {
        return sentBytes;
    }

    @Override
    public long marked() {
        return queue.marked();
    }
}
