package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.FqCodel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flow queues as section 4 of RFC 8290 tells it. */
final class NaiveFqCodel extends NaiveQueue {
    private final FqCodel asked;
    private final long stream;
    private final long maxPackets;
    private final List<NaiveCodel.Queue> queues = new ArrayList<>();
    private final long[] credits;
    private final List<Integer> newQueues = new ArrayList<>();
    private final List<Integer> oldQueues = new ArrayList<>();

    NaiveFqCodel(long nanosPerByte, FqCodel asked, long stream, long maxPackets) {
        super(nanosPerByte, asked.codel().ecn(), stream);
        this.asked = asked;
        this.stream = stream;
        this.maxPackets = maxPackets;
        for (int i = 0; i < asked.flows(); i++) {
            queues.add(new NaiveCodel.Queue(this, asked.codel()));
        }
        credits = new long[asked.flows()];
    }

    private Integer queueOf(Item item) {
        long hash = Draws.flowStream(stream, QueueBench.hash(item.flow()), -1);
        return (int) Draws.uniform(hash, asked.flows());
    }

    private void add(Item item, long now) {
        Integer queue = queueOf(item);
        queues.get(queue).items.add(new Waiting(item, now));
        if (!newQueues.contains(queue) && !oldQueues.contains(queue)) {
            credits[queue] = asked.quantum();
            newQueues.add(queue);
        }
    }

    @Override
    @Nullable
    Item pass(Item item, long now) {
        add(item, now);
        return dequeue(now);
    }

    @Override
    void enqueue(Item item, long now) {
        add(item, now);
        if (queues.stream().mapToInt(queue -> queue.items.size()).sum() <= maxPackets) {
            return;
        }
        NaiveCodel.Queue fattest = queues.get(0);
        for (NaiveCodel.Queue queue : queues) {
            if (queue.bytes() > fattest.bytes()) {
                fattest = queue;
            }
        }
        long bytes = fattest.bytes();
        for (int i = 0; i < 64; i++) {
            Waiting head = fattest.items.remove();
            drop(head.item(), DropReason.LINK_QUEUE_FULL, now);
            if (bytes - fattest.bytes() >= bytes / 2) {
                return;
            }
        }
    }

    @Override
    @Nullable
    Item dequeue(long now) {
        while (true) {
            List<Integer> list = newQueues.isEmpty() ? oldQueues : newQueues;
            if (list.isEmpty()) {
                return null;
            }
            Integer queue = list.remove(0);
            if (credits[queue] <= 0) {
                credits[queue] += asked.quantum();
                oldQueues.add(queue);
                continue;
            }
            Item item = queues.get(queue).dequeue(now);
            if (item != null) {
                credits[queue] -= item.length();
                list.add(0, queue);
                return item;
            }
            if (list == newQueues) {
                oldQueues.add(queue);
            }
        }
    }
}
