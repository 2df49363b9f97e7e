package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.Codel;
import java.math.BigInteger;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One queue under RFC 8289, step by step as its sections 5.5 and 5.6 tell it. */
final class NaiveCodel extends NaiveQueue {
    /** The state of one queue; several make flow queues. */
    static final class Queue {
        final ArrayDeque<Waiting> items = new ArrayDeque<>();
        private final NaiveQueue owner;
        private final Codel codel;
        private long firstAbove;
        private long dropNext;
        private long count;
        private long lastCount;
        private boolean dropping;
        private boolean okToDrop;

        Queue(NaiveQueue owner, Codel codel) {
            this.owner = owner;
            this.codel = codel;
        }

        long bytes() {
            return items.stream().mapToLong(waiting -> waiting.item().length()).sum();
        }

        private @Nullable Item take(long now) {
            okToDrop = false;
            Waiting first = items.poll();
            if (first == null) {
                firstAbove = 0;
                return null;
            }
            long sojourn = now - first.since();
            if (sojourn < codel.target().toNanos() || bytes() <= codel.mtu()) {
                firstAbove = 0;
            } else if (firstAbove == 0) {
                firstAbove = now + codel.interval().toNanos();
            } else if (now >= firstAbove) {
                okToDrop = true;
            }
            return first.item();
        }

        /** True if the item is dropped, false if it is marked. */
        private boolean drop(@Nullable Item item, long now) {
            if (item == null) {
                throw new AssertionError("nothing to drop");
            }
            if (owner.mark(item)) {
                return false;
            }
            owner.drop(item, DropReason.AQM, now);
            return true;
        }

        private long law(long from) {
            BigInteger interval = BigInteger.valueOf(codel.interval().toNanos());
            return from
                    + interval.multiply(interval)
                            .divide(BigInteger.valueOf(count))
                            .sqrt()
                            .longValueExact();
        }

        @Nullable
        Item dequeue(long now) {
            Item item = take(now);
            if (dropping) {
                if (!okToDrop) {
                    dropping = false;
                }
                while (dropping && now >= dropNext) {
                    count++;
                    if (!drop(item, now)) {
                        dropNext = law(dropNext);
                        break;
                    }
                    item = take(now);
                    if (okToDrop) {
                        dropNext = law(dropNext);
                    } else {
                        dropping = false;
                    }
                }
            } else if (okToDrop) {
                if (drop(item, now)) {
                    item = take(now);
                }
                dropping = true;
                long delta = count - lastCount;
                count = 1;
                if (delta > 1 && now - dropNext < 16 * codel.interval().toNanos()) {
                    count = delta;
                }
                dropNext = law(now);
                lastCount = count;
            }
            return item;
        }
    }

    private final Queue queue;
    private final long maxPackets;

    NaiveCodel(long nanosPerByte, Codel codel, long maxPackets) {
        super(nanosPerByte, codel.ecn(), 0);
        this.queue = new Queue(this, codel);
        this.maxPackets = maxPackets;
    }

    @Override
    void enqueue(Item item, long now) {
        if (queue.items.size() == maxPackets) {
            drop(item, DropReason.LINK_QUEUE_FULL, now);
        } else {
            queue.items.add(new Waiting(item, now));
        }
    }

    @Override
    @Nullable
    Item dequeue(long now) {
        return queue.dequeue(now);
    }
}
