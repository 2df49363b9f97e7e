package dev.weir.shaping.lookup.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.IpAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Questions are put to the provider when the test says so, not when they are asked. */
class AnswersLaterTest {
    private static final CacheBounds TWO_PENDING =
            new CacheBounds(100, Duration.ofSeconds(100), Duration.ofSeconds(10), Duration.ofSeconds(1), 2);

    private final AtomicLong now = new AtomicLong();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final CachedWifiResolver networks = new CachedWifiResolver(this::lookUp, TWO_PENDING, work::add, now::get);

    private String lookUp(String adapter) {
        asked.add(adapter);
        if (adapter.equals("broken")) {
            throw new IllegalStateException("no driver");
        }
        return "net of " + adapter;
    }

    private void doWork() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
    }

    @Test
    void is_unknown_first_and_known_later() {
        long before = networks.version();
        assertThat(networks.ssid("wlan0")).isNull();
        assertThat(networks.ssid("wlan0")).isNull();
        assertThat(asked).isEmpty();
        assertThat(networks.version()).isEqualTo(before);
        doWork();
        assertThat(networks.version()).isNotEqualTo(before);
        assertThat(networks.ssid("wlan0")).isEqualTo("net of wlan0");
        assertThat(asked).containsExactly("wlan0");
        assertThat(networks.statistics()).isEqualTo(new CacheStatistics(1, 1, 1, 0, 0, 0, 1));
    }

    @Test
    void asks_again_after_an_answer_is_old() {
        networks.ssid("wlan0");
        doWork();
        now.addAndGet(TWO_PENDING.keepFound().toNanos());
        assertThat(networks.ssid("wlan0")).isNull();
        doWork();
        assertThat(networks.ssid("wlan0")).isEqualTo("net of wlan0");
        assertThat(asked).containsExactly("wlan0", "wlan0");
    }

    @Test
    void refuses_more_questions_than_may_wait() {
        networks.ssid("a");
        networks.ssid("b");
        assertThat(networks.ssid("c")).isNull();
        assertThat(networks.statistics().refusals()).isEqualTo(1);
        doWork();
        assertThat(asked).containsExactly("a", "b");
        networks.ssid("c");
        networks.ssid("d");
        doWork();
        assertThat(networks.ssid("c")).isEqualTo("net of c");
        assertThat(networks.ssid("d")).isEqualTo("net of d");
    }

    @Test
    void counts_a_provider_that_throws_and_says_unknown() {
        networks.ssid("broken");
        doWork();
        assertThat(networks.ssid("broken")).isNull();
        assertThat(networks.statistics()).isEqualTo(new CacheStatistics(1, 1, 0, 0, 1, 0, 1));
        networks.ssid("a");
        networks.ssid("b");
        doWork();
        assertThat(asked).as("its place was given back").containsExactly("broken", "a", "b");
    }

    @Test
    void takes_no_for_an_answer_from_its_executor() {
        AtomicBoolean open = new AtomicBoolean();
        CachedWifiResolver refusing = new CachedWifiResolver(
                this::lookUp,
                TWO_PENDING,
                task -> {
                    if (!open.get()) {
                        throw new RejectedExecutionException("closed");
                    }
                    work.add(task);
                },
                now::get);
        for (int i = 0; i < 5; i++) {
            assertThat(refusing.ssid("wlan0")).isNull();
        }
        open.set(true);
        assertThat(refusing.statistics().refusals()).isEqualTo(5);
        refusing.ssid("wlan0");
        doWork();
        assertThat(refusing.ssid("wlan0")).isEqualTo("net of wlan0");
    }

    @Test
    void passes_an_error_on_to_the_executor_and_forgets_it() {
        CachedWifiResolver failing = new CachedWifiResolver(
                adapter -> {
                    throw new AssertionError(adapter);
                },
                TWO_PENDING,
                work::add,
                now::get);
        for (int i = 0; i < 3; i++) {
            assertThat(failing.ssid("wlan0")).isNull();
            assertThatThrownBy(this::doWork).isInstanceOf(AssertionError.class).hasMessage("wlan0");
            doWork();
        }
        assertThat(failing.statistics().failures()).isEqualTo(3);
        assertThat(failing.statistics().entries()).isZero();
    }

    @Test
    void has_a_thread_of_its_own_by_default() throws InterruptedException {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        CachedHostNameResolver names = new CachedHostNameResolver(
                address -> {
                    worker.complete(Thread.currentThread());
                    awaitQuietly(mayAnswer);
                    return "example.org";
                },
                CacheBounds.DEFAULT);
        IpAddress address = IpAddress.of(192, 0, 2, 1);
        long before = names.version();
        assertThat(names.hostName(address)).isNull();
        mayAnswer.countDown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (names.version() == before && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        assertThat(names.hostName(address)).isEqualTo("example.org");
        assertThat(worker.join().isDaemon()).isTrue();
        assertThat(worker.join().getName()).isEqualTo("weir-lookup-names");
    }

    @Test
    void gives_many_threads_the_right_answers_and_asks_for_each_once() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        CachedWifiResolver shared = new CachedWifiResolver(
                adapter -> {
                    questions.incrementAndGet();
                    return "net of " + adapter;
                },
                CacheBounds.DEFAULT);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> known = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            known.add(threads.submit(() -> {
                int right = 0;
                for (int i = 0; i < 100; i++) {
                    String adapter = "wlan" + i;
                    String answer = shared.ssid(adapter);
                    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                            answer == null && System.nanoTime() < end; ) {
                        long version = shared.version();
                        answer = shared.ssid(adapter);
                        while (answer == null && shared.version() == version && System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                    }
                    right += ("net of " + adapter).equals(answer) ? 1 : 0;
                }
                return right;
            }));
        }
        for (Future<Integer> each : known) {
            assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(100);
        }
        threads.shutdown();
        assertThat(questions).hasValue(100);
        assertThat(shared.statistics().misses()).isEqualTo(100);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
