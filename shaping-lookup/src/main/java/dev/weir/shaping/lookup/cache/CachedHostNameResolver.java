package dev.weir.shaping.lookup.cache;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.lookup.HostNameResolver;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache over a resolver of host names. Thread-safe if the resolver is. Who asks never waits: a question that is not in the cache is answered
 * "unknown", put to the resolver on an executor, and answered when asked again; {@link #version} tells when. A hit allocates nothing.
 *
 * <p>That the resolver knows nothing is kept too, and so is that it threw, which counts as knowing nothing. An {@link Error} is never kept. The
 * resolver must not ask this cache in turn.
 */
public final class CachedHostNameResolver implements HostNameResolver {
    private final AnswerCache<IpAddress, String> answers;

    /**
     * A cache that ages by the system's monotonic clock and asks on a thread of its own, a daemon that ends when it is idle.
     *
     * @param resolver who is asked; may be slow
     * @param bounds what is kept
     */
    public CachedHostNameResolver(HostNameResolver resolver, CacheBounds bounds) {
        this(resolver, bounds, LookupThread.named("weir-lookup-names"), System::nanoTime);
    }

    /**
     * A cache that ages by a given clock and asks on a given executor.
     *
     * @param resolver who is asked; may be slow if the executor has threads of its own
     * @param bounds what is kept
     * @param executor where the resolver is asked and the cache kept up; {@code Runnable::run} has each question answered at once, as a simulation needs
     * @param nanoClock the time in nanoseconds from any origin, such as a logical one; never goes back, thread-safe
     */
    public CachedHostNameResolver(
            HostNameResolver resolver, CacheBounds bounds, Executor executor, LongSupplier nanoClock) {
        answers = new AnswerCache<>(resolver::hostName, bounds, executor, nanoClock);
    }

    @Override
    public @Nullable String hostName(IpAddress address) {
        return answers.answer(address);
    }

    @Override
    public long version() {
        return answers.version();
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
