package dev.weir.shaping.lookup.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers of one provider by question, "unknown" and failures included. Thread-safe; who asks never waits, unless the executor works on the asking
 * thread. One question is put to the provider once at a time. Upkeep runs on the executor, or on the asking thread
 * if that refuses.
 */
final class AnswerCache<K, V> {
    private final AsyncCache<K, Answer<V>> answers;
    private final Function<K, @Nullable V> provider;
    private final Executor executor;
    private final int maximumPending;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong version = new AtomicLong();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    AnswerCache(Function<K, @Nullable V> provider, CacheBounds bounds, Executor executor, LongSupplier nanoClock) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.executor = Objects.requireNonNull(executor, "executor");
        maximumPending = bounds.maximumPending();
        answers = Caffeine.newBuilder()
                .maximumSize(bounds.maximumEntries())
                .expireAfter(new ByKind<K, V>(bounds))
                .ticker(nanoClock::getAsLong)
                .executor(this::keepUp)
                .<K, Answer<V>>evictionListener((question, answer, cause) -> evictions.increment())
                .buildAsync();
    }

    private void keepUp(Runnable upkeep) {
        try {
            executor.execute(upkeep);
        } catch (RejectedExecutionException e) {
            upkeep.run();
        }
    }

    /** What is known by now, or null. */
    @Nullable
    V answer(K question) {
        CompletableFuture<Answer<V>> known = answers.getIfPresent(question);
        return known == null ? ask(question) : read(known);
    }

    private @Nullable V read(CompletableFuture<Answer<V>> known) {
        Answer<V> answer = now(known);
        if (answer == null) {
            waits.increment();
            return latest((Asking<V>) known);
        }
        hits.increment();
        return answer.value;
    }

    /** The answer if there is one; not if the question was refused, or the provider threw an error. */
    private static <V> @Nullable Answer<V> now(CompletableFuture<Answer<V>> asking) {
        try {
            return asking.getNow(null);
        } catch (CancellationException e) {
            return null;
        }
    }

    /** The answer if there is one by now; who hears null will see another version when there is. */
    private static <V> @Nullable V latest(Asking<V> asking) {
        asking.awaited = true;
        Answer<V> answer = now(asking);
        return answer == null ? null : answer.value;
    }

    private @Nullable V ask(K question) {
        if (pending.incrementAndGet() > maximumPending) {
            return refused();
        }
        Asking<V> mine = new Asking<>();
        CompletableFuture<Answer<V>> kept = answers.get(question, (key, ignored) -> mine);
        if (kept != mine) {
            pending.decrementAndGet();
            return read(kept);
        }
        misses.increment();
        return start(question, mine);
    }

    private @Nullable V start(K question, Asking<V> mine) {
        try {
            executor.execute(() -> find(question, mine));
        } catch (RejectedExecutionException e) {
            mine.cancel(false);
            return refused();
        }
        Answer<V> answer = now(mine);
        return answer == null ? latest(mine) : answer.value;
    }

    private @Nullable V refused() {
        pending.decrementAndGet();
        refusals.increment();
        return null;
    }

    private void find(K question, Asking<V> mine) {
        try {
            mine.complete(new Answer<>(provider.apply(question), false));
        } catch (RuntimeException e) {
            failures.increment();
            mine.complete(new Answer<>(null, true));
        } catch (Error e) {
            failures.increment();
            mine.cancel(false);
            throw e;
        } finally {
            pending.decrementAndGet();
            if (mine.awaited) {
                version.incrementAndGet();
            }
        }
    }

    /** Changes after an answer has come that somebody was not given. */
    long version() {
        return version.get();
    }

    CacheStatistics statistics() {
        answers.synchronous().cleanUp();
        return new CacheStatistics(
                hits.sum(),
                misses.sum(),
                waits.sum(),
                refusals.sum(),
                failures.sum(),
                evictions.sum(),
                answers.synchronous().estimatedSize());
    }

    /** A question that is, or was, being asked. */
    private static final class Asking<V> extends CompletableFuture<Answer<V>> {
        /** Whether somebody was told that there is no answer yet. Written before the last look for one, read after it has come. */
        private volatile boolean awaited;
    }

    private record Answer<V>(@Nullable V value, boolean failed) {}

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
            if (answer.failed) {
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
