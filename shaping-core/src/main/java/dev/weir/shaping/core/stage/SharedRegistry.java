package dev.weir.shaping.core.stage;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What several engines share, by name: buckets, links, contexts and quotas. Whoever names one first makes it, and it goes when none of them uses it any more.
 * Thread-safe; asking locks and allocates, which happens when an engine makes a stage.
 */
public final class SharedRegistry {
    private final Map<Object, Named> known = new HashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    /** Nothing is shared yet. */
    public SharedRegistry() {}

    /** What a name stands for, as long as somebody uses it. */
    private static final class Named extends WeakReference<Object> {
        private final Object name;

        Named(Object name, Object value, ReferenceQueue<Object> queue) {
            super(value, queue);
            this.name = name;
        }
    }

    SharedBucket bucket(Object name) {
        return named(name, SharedBucket.class, SharedBucket::new);
    }

    /**
     * A link.
     *
     * @param name its name
     * @return the link
     */
    public SharedTime link(Object name) {
        return named(name, SharedTime.class, SharedTime::new);
    }

    /**
     * What a name stands for.
     *
     * @param name the name
     * @param type its type
     * @param maker makes it, if it is new
     * @param <T> its type
     * @return the same for all that ask while one of them holds it
     */
    public synchronized <T> T named(Object name, Class<T> type, Supplier<T> maker) {
        forget();
        Named entry = known.get(name);
        @Nullable Object value = entry == null ? null : entry.get();
        if (value == null) {
            T fresh = Objects.requireNonNull(maker.get(), "fresh");
            known.put(name, new Named(name, fresh, gone));
            return fresh;
        }
        return type.cast(value);
    }

    private void forget() {
        for (Reference<?> next = gone.poll(); next != null; next = gone.poll()) {
            if (next instanceof Named named) {
                known.remove(named.name, named);
            }
        }
    }

    /** How many names are in use. */
    synchronized int size() {
        forget();
        return known.size();
    }
}
