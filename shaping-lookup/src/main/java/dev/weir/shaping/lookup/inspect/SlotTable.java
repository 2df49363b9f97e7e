package dev.weir.shaping.lookup.inspect;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A bounded table: each key has {@value #WAYS} slots, and where all are taken the entry of the least rank goes. Thread-safe and lock-free: an entry is
 * immutable and put into its slot at once. What is kept depends on the order of puts alone, not on time or memory.
 */
final class SlotTable<K, V> {
    private static final int WAYS = 8;
    private static final int ATTEMPTS = 16;

    /** A key with its value; those of the least rank go first. */
    record Entry<K, V>(K key, V value, long rank) {}

    private final AtomicReferenceArray<@Nullable Entry<K, V>> slots;
    private final int mask;
    private final LongAdder evictions;

    /** A table of at least so many slots, rounded up to a power of 2. */
    SlotTable(int entries, LongAdder evictions) {
        int sets = Integer.highestOneBit(Math.max(1, (entries - 1) / WAYS)) * (entries > WAYS ? 2 : 1);
        mask = sets - 1;
        slots = new AtomicReferenceArray<>(sets * WAYS);
        this.evictions = evictions;
    }

    int capacity() {
        return slots.length();
    }

    private int first(long hash) {
        return ((int) (hash ^ hash >>> 32) & mask) * WAYS;
    }

    @Nullable
    Entry<K, V> find(K key, long hash) {
        int first = first(hash);
        for (int slot = first; slot < first + WAYS; slot++) {
            Entry<K, V> entry = slots.get(slot);
            if (entry != null && entry.key.equals(key)) {
                return entry;
            }
        }
        return null;
    }

    /** Puts an entry in place of the one with its key, into an empty slot, or in place of the least one. */
    void put(K key, long hash, V value, long rank) {
        Entry<K, V> fresh = new Entry<>(key, value, rank);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int slot = slotFor(key, first(hash));
            Entry<K, V> before = slots.get(slot);
            if (slots.compareAndSet(slot, before, fresh)) {
                if (before != null && !before.key.equals(key)) {
                    evictions.increment();
                }
                return;
            }
        }
    }

    private int slotFor(K key, int first) {
        int best = first;
        long least = Long.MAX_VALUE;
        boolean empty = false;
        for (int slot = first; slot < first + WAYS; slot++) {
            Entry<K, V> entry = slots.get(slot);
            if (entry != null && entry.key.equals(key)) {
                return slot;
            }
            if (!empty && (entry == null || entry.rank < least)) {
                best = slot;
                empty = entry == null;
                least = entry == null ? least : entry.rank;
            }
        }
        return best;
    }

    /** Mixes a hash that is the same on every machine. */
    static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E37_79B9_7F4A_7C15L;
        return (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L;
    }
}
