package dev.weir.shaping.lookup.cache;

import dev.weir.shaping.lookup.WifiResolver;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache over a resolver of wireless networks. Thread-safe if the resolver is. A hit allocates nothing of note and does not ask the resolver.
 *
 * <p>That the resolver knows nothing is kept too. If it throws, the same exception is thrown again until {@link CacheBounds#keepFailed} has passed.
 * An {@link Error} is never kept. The resolver must not ask this cache in turn.
 */
public final class CachedWifiResolver implements WifiResolver {
    private final AnswerCache<String, String> answers;

    /**
     * A cache that ages by the system's monotonic clock.
     *
     * @param resolver who is asked
     * @param bounds what is kept
     */
    public CachedWifiResolver(WifiResolver resolver, CacheBounds bounds) {
        this(resolver, bounds, System::nanoTime);
    }

    /**
     * A cache that ages by a given clock, such as one of logical time.
     *
     * @param resolver who is asked
     * @param bounds what is kept
     * @param nanoClock the time in nanoseconds from any origin; never goes back, thread-safe
     */
    public CachedWifiResolver(WifiResolver resolver, CacheBounds bounds, LongSupplier nanoClock) {
        answers = new AnswerCache<>(resolver::ssid, bounds, nanoClock);
    }

    /**
     * {@inheritDoc}
     *
     * @throws RuntimeException as the resolver does
     */
    @Override
    public @Nullable String ssid(String adapter) {
        return answers.answer(adapter);
    }

    /**
     * What this cache has done. Any thread may ask; drops what has expired first.
     *
     * @return the counters
     */
    public CacheStatistics statistics() {
        return answers.statistics();
    }
}
