package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.impair.Codel;
import dev.weir.shaping.impair.Framing;
import java.util.Arrays;

/** The queues of flow queueing and the two lists on which they take turns. Not thread-safe; allocates nothing once made. */
final class FlowQueues {
    static final int NONE = -1;

    /** On no list. */
    private static final byte RESTING = 0;

    private static final byte NEW = 1;
    private static final byte OLD = 2;

    final PacketQueue[] queues;
    private final CodelControl[] controls;
    private final long[] deficits;
    private final byte[] lists;
    private final int[] behind;
    private final int[] heads = {NONE, NONE, NONE};
    private final int[] tails = {NONE, NONE, NONE};
    private final int quantum;

    FlowQueues(PacketSlab packets, Framing framing, Codel codel, int flows, int quantum) {
        queues = new PacketQueue[flows];
        controls = new CodelControl[flows];
        for (int flow = 0; flow < flows; flow++) {
            queues[flow] = new PacketQueue(packets, framing);
            controls[flow] = new CodelControl(codel);
        }
        deficits = new long[flows];
        lists = new byte[flows];
        behind = new int[flows];
        Arrays.fill(behind, NONE);
        this.quantum = quantum;
    }

    /** Adds a packet; a queue that rests becomes the last of the new ones. */
    void add(int flow, int packet) {
        queues[flow].add(packet);
        if (lists[flow] == RESTING) {
            deficits[flow] = quantum;
            append(flow, NEW);
        }
    }

    /** The queue whose turn it is, or {@link #NONE} if all rest: new ones first, each with what it may still send. */
    int turn() {
        while (true) {
            byte list = heads[NEW] == NONE ? OLD : NEW;
            int flow = heads[list];
            if (flow == NONE || deficits[flow] > 0) {
                return flow;
            }
            deficits[flow] += quantum;
            removeHead(list);
            append(flow, OLD);
        }
    }

    /** The controlled head of the queue whose turn it is, or {@link PacketSlab#NONE} if it is empty: then its turn is over. */
    int take(int flow, Discipline owner, long nowNanos) {
        PacketQueue queue = queues[flow];
        int packet = controls[flow].next(queue, owner, nowNanos);
        if (packet != PacketSlab.NONE) {
            deficits[flow] -= queue.size(packet);
            return packet;
        }
        byte list = lists[flow];
        removeHead(list);
        lists[flow] = RESTING;
        if (list == NEW) {
            append(flow, OLD);
        }
        return packet;
    }

    private void append(int flow, byte list) {
        lists[flow] = list;
        behind[flow] = NONE;
        if (heads[list] == NONE) {
            heads[list] = flow;
        } else {
            behind[tails[list]] = flow;
        }
        tails[list] = flow;
    }

    private void removeHead(byte list) {
        heads[list] = behind[heads[list]];
    }
}
