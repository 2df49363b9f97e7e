package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One queue that makes room at its head: the new packet joins, then heads go until what is left fits. */
final class NaiveHeadDrop extends NaiveQueue {
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final long maxBytes;

    NaiveHeadDrop(long nanosPerByte, long maxBytes) {
        super(nanosPerByte, false, 0);
        this.maxBytes = maxBytes;
    }

    @Override
    void enqueue(Item item, long now) {
        items.add(item);
        while (items.stream().mapToLong(Item::length).sum() > maxBytes) {
            drop(items.remove(), DropReason.LINK_QUEUE_FULL, now);
        }
    }

    @Override
    @Nullable
    Item dequeue(long now) {
        return items.poll();
    }
}
