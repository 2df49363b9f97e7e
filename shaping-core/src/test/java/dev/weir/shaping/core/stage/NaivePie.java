package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.Pie;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One queue under RFC 8033 in seconds and fractions of one, with a tick after the other. */
final class NaivePie extends NaiveQueue {
    private static final double TICK = 0.015;

    private final ArrayDeque<Waiting> items = new ArrayDeque<>();
    private final Pie pie;
    private final double target;
    private final long maxPackets;
    private double probability;
    private double delayBefore;
    private double burst;
    private long ticks = 1;

    NaivePie(long nanosPerByte, Pie pie, long stream, long maxPackets) {
        super(nanosPerByte, pie.ecn(), stream);
        this.pie = pie;
        this.target = pie.target().toNanos() / 1e9;
        this.burst = pie.burst().toNanos() / 1e9;
        this.maxPackets = maxPackets;
    }

    private long bytes() {
        return items.stream().mapToLong(waiting -> waiting.item().length()).sum();
    }

    private void tick(long now) {
        for (; ticks * 15_000_000 <= now; ticks++) {
            Waiting head = items.peek();
            double delay = head == null ? 0 : Math.max(0, ticks * 15_000_000 - head.since()) / 1e9;
            double p = (delay - target) / 8 + (delay - delayBefore) * 5 / 4;
            if (probability < 0.000001) {
                p /= 2048;
            } else if (probability < 0.00001) {
                p /= 512;
            } else if (probability < 0.0001) {
                p /= 128;
            } else if (probability < 0.001) {
                p /= 32;
            } else if (probability < 0.01) {
                p /= 8;
            } else if (probability < 0.1) {
                p /= 2;
            } else if (p > 0.02) {
                p = 0.02;
            }
            probability = Math.max(0, Math.min(1, probability + p));
            if (delay == 0 && delayBefore == 0) {
                probability *= 0.98;
            }
            burst = burst - TICK < 1e-12 ? 0 : burst - TICK;
            if (probability == 0 && delay < target / 2 && delayBefore < target / 2) {
                burst = pie.burst().toNanos() / 1e9;
            }
            delayBefore = delay;
        }
    }

    @Override
    void enqueue(Item item, long now) {
        tick(now);
        boolean full = items.size() == maxPackets;
        if (!full && !passes() && !(probability <= 0.1 && mark(item))) {
            drop(item, DropReason.AQM, now);
        } else if (full) {
            drop(item, DropReason.LINK_QUEUE_FULL, now);
        } else {
            items.add(new Waiting(item, now));
        }
    }

    private boolean passes() {
        if (probability == 0 || burst > 0 || delayBefore < target / 2 && probability < 0.2 || bytes() <= 2 * 1024) {
            return true;
        }
        return (draw() >>> 11) * 0x1p-53 >= probability;
    }

    @Override
    @Nullable
    Item dequeue(long now) {
        tick(now);
        Waiting head = items.poll();
        return head == null ? null : head.item();
    }
}
