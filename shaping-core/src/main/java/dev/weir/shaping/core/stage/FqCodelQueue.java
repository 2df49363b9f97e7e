package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.FqCodel;
import dev.weir.shaping.impair.Framing;

/** Flow queues that take turns, each with the control law of CoDel. */
final class FqCodelQueue extends Discipline {
    /*
     * A flow's queue is a hash of the flow and the run's seed, so that flows that share a queue in one run do not in the next. When more waits than may, the queue
     * with the most bytes loses half of them from its head, at most 64 packets, and again until there is room.
     *
     * 1. T. Hoeiland-Joergensen, P. McKenney, D. Taht, J. Gettys, E. Dumazet: The Flow Queue CoDel Packet Scheduler and Active Queue Management Algorithm. RFC
     *    8290, 2018.
     * 2. M. Shreedhar, G. Varghese: Efficient fair queueing using deficit round robin. SIGCOMM 1995.
     */
    private static final int MAX_BATCH = 64;
    private static final int WHICH_QUEUE = -1;

    private final FlowQueues flows;
    private final long stream;
    private long count;
    private long bytes;

    FqCodelQueue(StageSpace space, QueueBound bound, Framing framing, FqCodel asked, long stream) {
        super(space, bound, stream);
        this.flows = new FlowQueues(space.packets, framing, asked.codel(), asked.flows(), asked.quantum());
        this.stream = stream;
    }

    @Override
    int pass(int packet, long nowNanos) {
        add(queueOf(packet), packet, nowNanos);
        return next(nowNanos);
    }

    @Override
    void enqueue(int packet, long nowNanos) {
        int flow = queueOf(packet);
        if (lossless(packet)) {
            if (!hasRoom(flows.queues[flow].size(packet))) {
                pause(packet);
            }
            add(flow, packet, nowNanos);
            return;
        }
        if (!hasRoom(flows.queues[flow].size(packet)) && fattest(flow, packet) == FlowQueues.NONE) {
            dropFull(packet, nowNanos);
            return;
        }
        add(flow, packet, nowNanos);
        while (overfull()) {
            int fattest = fattest(FlowQueues.NONE, PacketSlab.NONE);
            if (fattest == FlowQueues.NONE) {
                return;
            }
            dropHalf(flows.queues[fattest], nowNanos);
        }
    }

    @Override
    void adopt(int packet, long nowNanos) {
        add(queueOf(packet), packet, nowNanos);
    }

    private int queueOf(int packet) {
        long hash = Draws.flowStream(stream, space.flows.hash(space.packets.flow(packet)), WHICH_QUEUE);
        return (int) Draws.uniform(hash, flows.queues.length);
    }

    private void add(int flow, int packet, long nowNanos) {
        space.queueTimes.came(packet, nowNanos);
        count++;
        bytes += flows.queues[flow].size(packet);
        flows.add(flow, packet);
    }

    /** The first of the queues with the most bytes, of those whose head may be dropped; as if a packet had been added to one of them. */
    private int fattest(int flow, int packet) {
        int fattest = FlowQueues.NONE;
        long most = 0;
        for (int i = 0; i < flows.queues.length; i++) {
            PacketQueue queue = flows.queues[i];
            int head = i == flow && queue.isEmpty() ? packet : queue.head();
            long size = i == flow ? queue.bytes() + queue.size(packet) : queue.bytes();
            if (head != PacketSlab.NONE
                    && size >= most
                    && (fattest == FlowQueues.NONE || size > most)
                    && !lossless(head)) {
                fattest = i;
                most = size;
            }
        }
        return fattest;
    }

    private void dropHalf(PacketQueue queue, long nowNanos) {
        long half = queue.bytes() / 2;
        long dropped = 0;
        for (int i = 0; i < MAX_BATCH && !queue.isEmpty() && !lossless(queue.head()); i++) {
            int packet = queue.remove();
            long size = queue.size(packet);
            count--;
            bytes -= size;
            dropped += size;
            dropFull(packet, nowNanos);
            if (dropped >= half) {
                return;
            }
        }
    }

    @Override
    int next(long nowNanos) {
        for (int flow = flows.turn(); flow != FlowQueues.NONE; flow = flows.turn()) {
            PacketQueue queue = flows.queues[flow];
            long countBefore = queue.count();
            long bytesBefore = queue.bytes();
            int packet = flows.take(flow, this, nowNanos);
            count -= countBefore - queue.count();
            bytes -= bytesBefore - queue.bytes();
            if (packet != PacketSlab.NONE) {
                return packet;
            }
        }
        return PacketSlab.NONE;
    }

    @Override
    int drain() {
        for (PacketQueue queue : flows.queues) {
            if (!queue.isEmpty()) {
                int packet = queue.remove();
                count--;
                bytes -= queue.size(packet);
                return packet;
            }
        }
        return PacketSlab.NONE;
    }

    @Override
    boolean isEmpty() {
        return count == 0;
    }

    @Override
    long count() {
        return count;
    }

    @Override
    long bytes() {
        return bytes;
    }
}
