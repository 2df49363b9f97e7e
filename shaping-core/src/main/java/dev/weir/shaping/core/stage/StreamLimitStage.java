package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.RateLimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit for each stream of packets: what a {@link LimitStage} or a {@link PolicerStage} of its own would do for each key.
 *
 * <p>A stream that is idle for its time begins anew, with a full bucket. When there are as many streams as allowed, a new one takes the
 * place of the one unused for longest in which nothing waits; if packets wait in all of them, the new one's packets are dropped. Not
 * thread-safe; allocates nothing per packet.
 */
public final class StreamLimitStage extends Stage {
    /*
     * One service event is in the wheel for each stream in which something waits; it carries the stream's slot, and counts only at the time that the
     * stream is due. Packets of a lossless source are never dropped: those that find no room for their stream share
     * one more stream, the crowd, and their source is paused until it is empty; so they are not overtaken by those behind them.
     */
    private final StreamKeys keys;
    private final StreamTable table;
    private final @Nullable TokenRate bits;
    private final @Nullable TokenRate packets;
    private final @Nullable QueueBound bound;
    private final Stage next;
    private final StreamKey key = new StreamKey();
    private final List<Backpressure> pressures = new ArrayList<>();
    private final List<Integer> freePressures = new ArrayList<>();
    private final int crowd;
    private int waitingStreams;
    private int events;

    /**
     * A limit for each stream.
     *
     * @param space what the stages share
     * @param limit the rate of each stream in bytes, packets or both
     * @param queue the bound on what waits in a stream, or null for the default
     * @param policed whether packets are dropped instead of waiting
     * @param keys tells streams apart
     * @param maxStreams streams to remember, at least 1
     * @param next where packets go when they have their tokens
     */
    public StreamLimitStage(
            StageSpace space,
            RateLimit limit,
            @Nullable QueueLimit queue,
            boolean policed,
            StreamKeys keys,
            int maxStreams,
            Stage next) {
        super(space);
        this.keys = keys;
        this.table = new StreamTable(maxStreams);
        this.bits = TokenRate.bits(limit);
        this.packets = TokenRate.packets(limit);
        this.bound = policed ? null : LimitRate.of(limit, queue).bound;
        this.crowd = table.reserve();
        this.next = next;
        fill(crowd);
    }

    @Override
    public void accept(int packet, long nowNanos) {
        keys.read(packet, key);
        int stream = table.enter(key, nowNanos);
        if (stream == StreamTable.NONE) {
            if (space.packets.source(packet) == 0) {
                space.outlet.drop(packet, DropReason.LIMIT_QUEUE_FULL, nowNanos);
                return;
            }
            stream = crowd;
        } else if (table.fresh()) {
            fill(stream);
        }
        int length = space.packets.length(packet);
        table.add(stream, StreamTable.PACKETS_IN, 1);
        table.add(stream, StreamTable.BYTES_IN, length);
        boolean first = table.get(stream, StreamTable.WAITING_PACKETS) == 0;
        long wait = first ? waitNanos(stream, length, nowNanos) : 1;
        if (wait == 0) {
            pass(stream, packet, length, nowNanos);
        } else if (bound == null) {
            space.outlet.drop(packet, DropReason.POLICED, nowNanos);
        } else if (enqueue(stream, packet, length, bound, nowNanos) && first) {
            waitingStreams++;
            if (stream != crowd) {
                table.unlist(stream);
            }
            schedule(stream, StageSpace.later(nowNanos, wait));
        }
    }

    private void fill(int stream) {
        table.set(stream, StreamTable.BIT_CREDIT, bits == null ? 0 : bits.full());
        table.set(stream, StreamTable.PACKET_CREDIT, packets == null ? 0 : packets.full());
    }

    private long waitNanos(int stream, int length, long nowNanos) {
        if (nowNanos == Long.MAX_VALUE) {
            return 0;
        }
        long passed = nowNanos - table.get(stream, StreamTable.AS_OF);
        table.set(stream, StreamTable.AS_OF, nowNanos);
        long wait = 0;
        if (bits != null) {
            long credit = bits.refilled(table.get(stream, StreamTable.BIT_CREDIT), passed);
            table.set(stream, StreamTable.BIT_CREDIT, credit);
            wait = bits.waitNanos(8L * length, credit);
        }
        if (packets != null) {
            long credit = packets.refilled(table.get(stream, StreamTable.PACKET_CREDIT), passed);
            table.set(stream, StreamTable.PACKET_CREDIT, credit);
            wait = Math.max(wait, packets.waitNanos(1, credit));
        }
        return wait;
    }

    private void pass(int stream, int packet, int length, long nowNanos) {
        table.add(stream, StreamTable.BIT_CREDIT, -TokenRate.cost(8L * length));
        table.add(stream, StreamTable.PACKET_CREDIT, -TokenRate.cost(1));
        table.add(stream, StreamTable.PACKETS_OUT, 1);
        table.add(stream, StreamTable.BYTES_OUT, length);
        next.accept(packet, nowNanos);
    }

    private boolean enqueue(int stream, int packet, int length, QueueBound queueBound, long nowNanos) {
        long count = table.get(stream, StreamTable.WAITING_PACKETS);
        boolean room = queueBound.hasRoom(count, table.get(stream, StreamTable.WAITING_BYTES), length);
        int source = space.packets.source(packet);
        if (!room && source == 0) {
            space.outlet.drop(packet, DropReason.LIMIT_QUEUE_FULL, nowNanos);
            return false;
        }
        if (source != 0 && (!room || stream == crowd)) {
            pressure(stream).pause(source);
        }
        long queue = table.get(stream, StreamTable.QUEUE);
        space.packets.next(packet, PacketSlab.NONE);
        if (count > 0) {
            space.packets.next((int) queue, packet);
        }
        long head = count > 0 ? queue >>> 32 : packet;
        table.set(stream, StreamTable.QUEUE, head << 32 | packet);
        table.add(stream, StreamTable.WAITING_PACKETS, 1);
        table.add(stream, StreamTable.WAITING_BYTES, length);
        return true;
    }

    private Backpressure pressure(int stream) {
        int known = (int) table.get(stream, StreamTable.PRESSURE);
        if (known == 0) {
            if (freePressures.isEmpty()) {
                pressures.add(new Backpressure(space.outlet));
                freePressures.add(pressures.size());
            }
            known = freePressures.remove(freePressures.size() - 1);
            table.set(stream, StreamTable.PRESSURE, known);
        }
        return pressures.get(known - 1);
    }

    private void schedule(int stream, long dueNanos) {
        events++;
        table.set(stream, StreamTable.DUE, dueNanos);
        space.scheduleService(this, stream, dueNanos);
    }

    @Override
    void serve(int stream, long nowNanos) {
        events--;
        if (table.get(stream, StreamTable.WAITING_PACKETS) == 0 || table.get(stream, StreamTable.DUE) != nowNanos) {
            return;
        }
        while (table.get(stream, StreamTable.WAITING_PACKETS) > 0) {
            int packet = (int) (table.get(stream, StreamTable.QUEUE) >>> 32);
            int length = space.packets.length(packet);
            long wait = waitNanos(stream, length, nowNanos);
            if (wait > 0) {
                schedule(stream, StageSpace.later(nowNanos, wait));
                return;
            }
            dequeue(stream, packet, length);
            table.set(stream, StreamTable.LAST_SEEN, nowNanos);
            pass(stream, packet, length, nowNanos);
        }
        waitingStreams--;
        if (stream != crowd) {
            table.list(stream);
        }
    }

    private void dequeue(int stream, int packet, int length) {
        long rest = (long) space.packets.next(packet) << 32 | table.get(stream, StreamTable.QUEUE) & 0xFFFF_FFFFL;
        table.set(stream, StreamTable.QUEUE, rest);
        table.add(stream, StreamTable.WAITING_PACKETS, -1);
        table.add(stream, StreamTable.WAITING_BYTES, -length);
        long count = table.get(stream, StreamTable.WAITING_PACKETS);
        int pressure = (int) table.get(stream, StreamTable.PRESSURE);
        if (pressure != 0
                && bound != null
                && (count == 0
                        || stream != crowd && bound.hasRoom(count, table.get(stream, StreamTable.WAITING_BYTES), 0))) {
            table.set(stream, StreamTable.PRESSURE, 0);
            pressures.get(pressure - 1).resume();
            freePressures.add(pressure);
        }
    }

    @Override
    public boolean idle() {
        return waitingStreams == 0 && events == 0;
    }

    /**
     * The streams that have not expired.
     *
     * @param nowNanos logical time
     * @return what each has done, in no particular order; a new list
     */
    public List<StreamAccount> accounts(long nowNanos) {
        List<StreamAccount> result = new ArrayList<>();
        for (int slot = 0; slot < table.slots(); slot++) {
            if (slot != crowd && table.alive(slot, nowNanos)) {
                result.add(account(slot));
            }
        }
        return result;
    }

    private StreamAccount account(int slot) {
        return new StreamAccount(
                table.key(slot),
                table.get(slot, StreamTable.PACKETS_IN),
                table.get(slot, StreamTable.BYTES_IN),
                table.get(slot, StreamTable.PACKETS_OUT),
                table.get(slot, StreamTable.BYTES_OUT),
                table.get(slot, StreamTable.FIRST_SEEN),
                table.get(slot, StreamTable.LAST_SEEN),
                table.get(slot, StreamTable.WAITING_PACKETS),
                table.get(slot, StreamTable.WAITING_BYTES));
    }

    /**
     * Streams that are remembered; some of them may have expired.
     *
     * @return 0 to the bound
     */
    public int streams() {
        return table.streams();
    }

    /**
     * Streams that were given up before they expired, to make room for others.
     *
     * @return 0 or more
     */
    public long evictions() {
        return table.evictions();
    }
}
