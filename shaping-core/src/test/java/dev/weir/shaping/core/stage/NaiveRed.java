package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.Red;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One queue under random early detection, as the paper of 1993 and the note on the gentle variant tell it. */
final class NaiveRed extends NaiveQueue {
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final Red red;
    private final long nanosPerByte;
    private final long maxPackets;
    private double average;
    private long count = -1;
    private long idleSince;

    NaiveRed(long nanosPerByte, Red red, long stream, long maxPackets) {
        super(nanosPerByte, red.ecn(), stream);
        this.red = red;
        this.nanosPerByte = nanosPerByte;
        this.maxPackets = maxPackets;
    }

    private double weight() {
        return Math.scalb(1.0, -red.weight());
    }

    /** True if the item goes no further. */
    private boolean dropped(Item item, long now) {
        double least = red.least().bytes();
        double most = red.most().bytes();
        double highest = red.probability().value();
        if (average < least) {
            count = -1;
            return false;
        }
        count++;
        double p;
        if (average < most) {
            p = highest * (average - least) / (most - least);
        } else if (red.gentle() && average < 2 * most) {
            p = highest + (1 - highest) * (average - most) / most;
        } else {
            p = 1;
        }
        double spread = 1 - count * p > p ? p / (1 - count * p) : 1;
        if (p == 0 || spread < 1 && (draw() >>> 33) * 0x1p-31 >= spread) {
            return false;
        }
        count = 0;
        if (average < most && mark(item)) {
            return false;
        }
        drop(item, DropReason.AQM, now);
        return true;
    }

    @Override
    @Nullable
    Item pass(Item item, long now) {
        double packets = Math.floorDiv(now - idleSince, 1_000 * nanosPerByte);
        average *= Math.pow(1 - weight(), packets);
        idleSince = now;
        return dropped(item, now) ? null : item;
    }

    @Override
    void enqueue(Item item, long now) {
        double bytes = items.stream().mapToLong(Item::length).sum();
        average += weight() * (bytes - average);
        if (items.size() == maxPackets) {
            drop(item, DropReason.LINK_QUEUE_FULL, now);
        } else if (!dropped(item, now)) {
            items.add(item);
        }
    }

    @Override
    @Nullable
    Item dequeue(long now) {
        if (items.isEmpty()) {
            idleSince = now;
        }
        return items.poll();
    }
}
