package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.stage.NaiveQueue.Item;
import dev.weir.shaping.core.stage.QueueBench.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** A greedy flow with a window that grows by one packet a round trip and halves, at most once a round trip, when one is dropped or marked. */
final class Reno {
    private final QueueBench bench;
    private final int length;
    private final PriorityQueue<Long> answers = new PriorityQueue<>();
    private final Map<Long, Long> sent = new HashMap<>();
    private final List<Long> sojourns = new ArrayList<>();
    private double window = 10;
    private long halvedNanos = Long.MIN_VALUE / 2;
    private long number;
    private int seen;

    Reno(QueueBench bench, int length) {
        this.bench = bench;
        this.length = length;
    }

    /** The times from a packet's arrival to its last bit. */
    long[] run(long untilNanos, long roundTripNanos) {
        for (long now = 0; now < untilNanos; now += 100_000) {
            bench.run(now);
            for (; seen < bench.fates.size(); seen++) {
                Fate fate = bench.fates.get(seen);
                boolean lost = fate.dropped() != null;
                if ((lost || fate.marked()) && now - halvedNanos > roundTripNanos) {
                    window = Math.max(2, window / 2);
                    halvedNanos = now;
                }
                long came = sent.getOrDefault(fate.packet(), 0L);
                if (!lost) {
                    sojourns.add(fate.nanos() - came);
                    window += 1 / window;
                }
                answers.add(fate.nanos() + roundTripNanos);
            }
            while (!answers.isEmpty() && answers.peek() <= now) {
                answers.remove();
            }
            int inside = bench.packets.heldPackets();
            for (int flying = inside + answers.size(); flying < window; flying++) {
                sent.put(number, now);
                bench.offer(now, new Item(number++, length, 0, false));
            }
        }
        return sojourns.stream().mapToLong(Long::longValue).toArray();
    }
}
