package dev.weir.shaping.lookup.inspect;

import dev.weir.shaping.IpAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Names by address, each until its time is over. Thread-safe and lock-free; bounded, what ends soonest goes first. */
final class LearntNames {
    /** A name lives at least this long, because programs keep addresses longer than they should. */
    static final long SHORTEST_SECONDS = 30;

    static final long LONGEST_SECONDS = 86_400;
    private static final long NANOS = 1_000_000_000;

    private final SlotTable<IpAddress, String> names;
    private final LongAdder learnt;
    private final AtomicLong version = new AtomicLong();

    LearntNames(int entries, LongAdder learnt, LongAdder evictions) {
        names = new SlotTable<>(entries, evictions);
        this.learnt = learnt;
    }

    private static long hash(IpAddress address) {
        return SlotTable.mix(SlotTable.mix(address.version(), address.high()), address.low());
    }

    void learn(IpAddress address, String name, long ttlSeconds, long nowNanos) {
        long seconds = Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, ttlSeconds));
        boolean known = name.equals(name(address, nowNanos));
        names.put(address, hash(address), name, nowNanos + seconds * NANOS);
        if (!known) {
            learnt.increment();
            version.incrementAndGet();
        }
    }

    @Nullable
    String name(IpAddress address, long nowNanos) {
        SlotTable.Entry<IpAddress, String> entry = names.find(address, hash(address));
        return entry == null || nowNanos >= entry.rank() ? null : entry.value();
    }

    long version() {
        return version.get();
    }
}
