package dev.weir.shaping.core.stage;

import static dev.weir.shaping.core.stage.StreamLanes.DUE;
import static dev.weir.shaping.core.stage.StreamLanes.INCARNATION;
import static dev.weir.shaping.core.stage.StreamLanes.PRESSURE;
import static dev.weir.shaping.core.stage.StreamLanes.QUEUE;
import static dev.weir.shaping.core.stage.StreamLanes.WAITING_BYTES;
import static dev.weir.shaping.core.stage.StreamLanes.WAITING_PACKETS;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.packet.PacketSlab;
import org.jspecify.annotations.Nullable;

/**
 * A limit for each stream of packets: what a {@link LimitStage} or a {@link PolicerStage} of its own would do for each stream, and quotas. The packet that
 * comes is of the stream that was entered last in the table.
 *
 * <p>A stream that begins anew has full buckets. If packets wait in all streams there may be, a new one's packets are dropped. Each stream has the rate of
 * the limit that held when its last packet came, or the reduced one of its quota. Not thread-safe; allocates nothing per packet.
 */
public final class StreamLimitStage extends Stage implements Tunable {
    /*
     * One service event is in the wheel for each stream in which something waits; it carries the stream's slot, and counts only at the time that the
     * stream is due. A rate that rises leaves the later event behind, which is then void. A stream with a reduced rate is due no later than its period ends.
     *
     * Packets of a lossless source are never dropped: those that find no room for their stream share one more stream, the crowd, and their source is paused
     * until it is empty; so they are not overtaken by those behind them.
     */
    private final StreamTable table;
    private final boolean policed;
    private final @Nullable SharedStreams shared;
    private final ShortPackets shortPackets;
    private final Stage next;
    private final StreamLanes lanes = new StreamLanes();
    private final StreamPressures pressures;
    private LimitRate rate;
    private int waitingStreams;
    private int events;

    /**
     * A limit for each stream.
     *
     * @param space what the stages share
     * @param table the streams
     * @param rate the rate of each stream and the bound on what waits in it
     * @param policed whether packets are dropped instead of waiting
     * @param source where the streams' buckets come from
     * @param shortPackets what short packets cost
     * @param next where packets go when they have their tokens
     */
    public StreamLimitStage(
            StageSpace space,
            StreamTable table,
            LimitRate rate,
            boolean policed,
            TokenSource source,
            ShortPackets shortPackets,
            Stage next) {
        super(space);
        this.table = table;
        this.rate = rate;
        this.policed = policed;
        this.shared = source.isShared() ? new SharedStreams(source) : null;
        this.shortPackets = shortPackets;
        this.next = next;
        this.pressures = new StreamPressures(space.outlet);
        table.attach(this);
    }

    @Override
    public void remove() {
        table.detach(this);
        super.remove();
    }

    /** The rate of streams whose next packet comes from now on. */
    @Override
    public void rate(LimitRate newRate, long nowNanos) {
        rate = newRate;
    }

    private LimitRate rateOf(int stream) {
        LimitRate reduced = table.reducedRate();
        return reduced != null && table.reached(stream) ? reduced : rate;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        int stream = table.current();
        if (stream == StreamTable.NONE) {
            if (space.packets.source(packet) == 0) {
                space.outlet.drop(packet, DropReason.LIMIT_QUEUE_FULL, nowNanos);
                return;
            }
            stream = StreamTable.CROWD;
        }
        LimitRate own = open(stream, nowNanos);
        int length = space.packets.length(packet);
        table.in(stream, way(packet), length);
        boolean first = lanes.get(stream, WAITING_PACKETS) == 0;
        long wait = first ? waitNanos(stream, length, nowNanos) : 1;
        if (wait == 0) {
            table.accepted(stream, way(packet), length);
            pass(stream, packet, length, nowNanos);
        } else if (policed) {
            drop(stream, packet, length, DropReason.POLICED, nowNanos);
        } else if (enqueue(stream, packet, length, own.bound, nowNanos) && first) {
            waitingStreams++;
            table.hold(stream);
            schedule(stream, StageSpace.later(nowNanos, wait));
        }
    }

    private int way(int packet) {
        return space.packets.direction(packet).ordinal();
    }

    /** Makes the stream's lane ready for a packet, at the rate that it should have now. */
    private LimitRate open(int stream, long nowNanos) {
        LimitRate own = rateOf(stream);
        lanes.reach(stream);
        long incarnation = table.incarnation(stream);
        if (lanes.get(stream, INCARNATION) != incarnation) {
            lanes.begin(stream, incarnation, own, nowNanos);
            if (shared != null) {
                shared.begin(stream, table.name(stream), own);
            }
        } else if (!lanes.hasRate(stream, own)) {
            change(stream, own, nowNanos);
        }
        return own;
    }

    /** Changes a stream's rate, and times the first packet that waits in it anew. */
    private void change(int stream, LimitRate own, long nowNanos) {
        lanes.fill(stream, nowNanos);
        lanes.rate(stream, own);
        if (shared != null) {
            shared.rate(stream, table.name(stream), own, nowNanos);
        }
        if (lanes.get(stream, WAITING_PACKETS) > 0) {
            long wait = waitNanos(stream, space.packets.length(head(stream)), nowNanos);
            long due = dueNanos(stream, StageSpace.later(nowNanos, wait));
            if (due < lanes.get(stream, DUE)) {
                schedule(stream, due);
            }
        }
    }

    /** A stream's quota was reached, or its period has ended. */
    void quotaChanged(int stream, long nanos) {
        if (lanes.reaches(stream) && lanes.get(stream, INCARNATION) == table.incarnation(stream)) {
            LimitRate own = rateOf(stream);
            if (!lanes.hasRate(stream, own)) {
                change(stream, own, nanos);
            }
        }
    }

    private long waitNanos(int stream, int length, long nowNanos) {
        if (nowNanos == Long.MAX_VALUE) {
            return 0;
        }
        if (shared != null) {
            return sharedWaitNanos(shared, stream, shortPackets.bits(length), nowNanos);
        }
        lanes.fill(stream, nowNanos);
        return lanes.waitNanos(stream, shortPackets.bits(length));
    }

    /** A policed packet does not wait, so that nothing is to be reserved for it. */
    private long sharedWaitNanos(SharedStreams streams, int stream, long bits, long nowNanos) {
        if (policed) {
            return streams.has(stream, bits, nowNanos) ? 0 : 1;
        }
        return streams.waitNanos(stream, bits, nowNanos);
    }

    private void pass(int stream, int packet, int length, long nowNanos) {
        if (shared == null) {
            lanes.take(stream, shortPackets.bits(length));
        } else {
            shared.take(stream, shortPackets.bits(length));
        }
        table.out(stream, way(packet), length);
        next.accept(packet, nowNanos);
    }

    private void drop(int stream, int packet, int length, DropReason reason, long nowNanos) {
        table.dropped(stream, way(packet), length);
        space.outlet.drop(packet, reason, nowNanos);
    }

    private boolean enqueue(int stream, int packet, int length, QueueBound bound, long nowNanos) {
        long count = lanes.get(stream, WAITING_PACKETS);
        boolean room = bound.hasRoom(count, lanes.get(stream, WAITING_BYTES), length);
        int source = space.packets.source(packet);
        if (!room && source == 0) {
            drop(stream, packet, length, DropReason.LIMIT_QUEUE_FULL, nowNanos);
            return false;
        }
        if (source != 0 && (!room || stream == StreamTable.CROWD)) {
            pause(stream, source);
        }
        table.accepted(stream, way(packet), length);
        long queue = lanes.get(stream, QUEUE);
        space.packets.next(packet, PacketSlab.NONE);
        if (count > 0) {
            space.packets.next((int) queue, packet);
        }
        long head = count > 0 ? queue >>> 32 : packet;
        lanes.set(stream, QUEUE, head << 32 | packet);
        lanes.add(stream, WAITING_PACKETS, 1);
        lanes.add(stream, WAITING_BYTES, length);
        return true;
    }

    private int head(int stream) {
        return (int) (lanes.get(stream, QUEUE) >>> 32);
    }

    private void pause(int stream, int source) {
        int known = (int) lanes.get(stream, PRESSURE);
        if (known == 0) {
            known = pressures.take();
            lanes.set(stream, PRESSURE, known);
        }
        pressures.pause(known, source);
    }

    private long dueNanos(int stream, long nanos) {
        boolean changes = table.reducedRate() != null && table.reached(stream);
        return changes ? Math.min(nanos, table.periodEnd(stream)) : nanos;
    }

    private void schedule(int stream, long nanos) {
        long due = dueNanos(stream, nanos);
        events++;
        lanes.set(stream, DUE, due);
        space.scheduleService(this, stream, due);
    }

    @Override
    void serve(int stream, long nowNanos) {
        events--;
        if (lanes.get(stream, WAITING_PACKETS) == 0 || lanes.get(stream, DUE) != nowNanos) {
            return;
        }
        table.settle(stream, nowNanos);
        while (lanes.get(stream, WAITING_PACKETS) > 0) {
            int packet = head(stream);
            int length = space.packets.length(packet);
            long wait = waitNanos(stream, length, nowNanos);
            if (wait > 0) {
                schedule(stream, StageSpace.later(nowNanos, wait));
                return;
            }
            dequeue(stream, packet, length);
            pass(stream, packet, length, nowNanos);
        }
        waitingStreams--;
        table.letGo(stream, nowNanos);
    }

    private void dequeue(int stream, int packet, int length) {
        long rest = (long) space.packets.next(packet) << 32 | lanes.get(stream, QUEUE) & 0xFFFF_FFFFL;
        lanes.set(stream, QUEUE, rest);
        lanes.add(stream, WAITING_PACKETS, -1);
        lanes.add(stream, WAITING_BYTES, -length);
        long count = lanes.get(stream, WAITING_PACKETS);
        int pressure = (int) lanes.get(stream, PRESSURE);
        boolean room = count == 0
                || stream != StreamTable.CROWD
                        && rateOf(stream).bound.hasRoom(count, lanes.get(stream, WAITING_BYTES), 0);
        if (pressure != 0 && room) {
            lanes.set(stream, PRESSURE, 0);
            pressures.resume(pressure);
        }
    }

    @Override
    public boolean idle() {
        return waitingStreams == 0 && events == 0;
    }
}
