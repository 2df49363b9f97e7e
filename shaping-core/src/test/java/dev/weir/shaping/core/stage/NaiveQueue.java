package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.core.stage.QueueBench.Fate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A queue in front of a link, as a text book would write it, and the link. */
abstract class NaiveQueue {
    /** A packet; {@code capable} of ECN. */
    record Item(long number, int length, int flow, boolean capable) {}

    /** An item that waits, since when. */
    record Waiting(Item item, long since) {}

    final List<Fate> fates = new ArrayList<>();
    private final Set<Long> marked = new HashSet<>();
    private final long nanosPerByte;
    private final boolean ecn;
    private final long stream;
    private long drawn;
    private @Nullable Item sending;
    private long endNanos;

    NaiveQueue(long nanosPerByte, boolean ecn, long stream) {
        this.nanosPerByte = nanosPerByte;
        this.ecn = ecn;
        this.stream = Draws.flowStream(stream, Draws.hash("queue"), 0);
    }

    abstract void enqueue(Item item, long now);

    abstract @Nullable Item dequeue(long now);

    /** An item that finds the link idle: what is sent. */
    @Nullable
    Item pass(Item item, long now) {
        return item;
    }

    final long draw() {
        return Draws.draw(stream, drawn++, 0, 0);
    }

    final void drop(Item item, DropReason reason, long now) {
        fates.add(new Fate(item.number(), now, false, reason));
    }

    /** Whether an item is marked in place of being dropped. */
    final boolean mark(Item item) {
        if (ecn && item.capable()) {
            marked.add(item.number());
            return true;
        }
        return false;
    }

    final void offer(long nanos, Item item) {
        run(nanos);
        if (sending == null) {
            send(pass(item, nanos), nanos);
        } else {
            enqueue(item, nanos);
        }
    }

    private void send(@Nullable Item item, long now) {
        sending = item;
        if (item != null) {
            endNanos = now + item.length() * nanosPerByte;
        }
    }

    final void run(long until) {
        while (sending != null && endNanos <= until) {
            Item sent = sending;
            long end = endNanos;
            send(dequeue(end), end);
            fates.add(new Fate(sent.number(), end, marked.contains(sent.number()), null));
        }
    }
}
