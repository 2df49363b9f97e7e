package dev.weir.shaping.lookup.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers of one provider by question, "unknown" and failures included. Thread-safe; one question is asked once at a time. All upkeep runs on the
 * asking thread.
 */
final class AnswerCache<K, V> {
    private final Cache<K, Answer<V>> answers;
    private final Function<K, @Nullable V> provider;
    private final LongAdder failures = new LongAdder();

    AnswerCache(Function<K, @Nullable V> provider, CacheBounds bounds, LongSupplier nanoClock) {
        this.provider = provider;
        answers = Caffeine.newBuilder()
                .maximumSize(bounds.maximumEntries())
                .expireAfter(new ByKind<K, V>(bounds))
                .ticker(nanoClock::getAsLong)
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    @Nullable
    V answer(K question) {
        Answer<V> answer = requireNonNull(answers.get(question, this::ask));
        if (answer.failure != null) {
            throw answer.failure;
        }
        return answer.value;
    }

    private Answer<V> ask(K question) {
        try {
            return new Answer<>(provider.apply(question), null);
        } catch (RuntimeException failure) {
            failures.increment();
            return new Answer<>(null, failure);
        }
    }

    CacheStatistics statistics() {
        answers.cleanUp();
        CacheStats counted = answers.stats();
        return new CacheStatistics(
                counted.hitCount(),
                counted.missCount(),
                failures.sum(),
                counted.evictionCount(),
                answers.estimatedSize());
    }

    private record Answer<V>(@Nullable V value, @Nullable RuntimeException failure) {}

    /** Lifetimes in nanoseconds, fixed when the answer comes. */
    private static final class ByKind<K, V> implements Expiry<K, Answer<V>> {
        private final long found;
        private final long unknown;
        private final long failed;

        ByKind(CacheBounds bounds) {
            found = bounds.keepFound().toNanos();
            unknown = bounds.keepUnknown().toNanos();
            failed = bounds.keepFailed().toNanos();
        }

        @Override
        public long expireAfterCreate(K question, Answer<V> answer, long now) {
            if (answer.failure != null) {
                return failed;
            }
            return answer.value == null ? unknown : found;
        }

        @Override
        public long expireAfterUpdate(K question, Answer<V> answer, long now, long left) {
            return expireAfterCreate(question, answer, now);
        }

        @Override
        public long expireAfterRead(K question, Answer<V> answer, long now, long left) {
            return left;
        }
    }
}
