package dev.weir.shaping.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.VpnStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The context of one rule that the threads of several shards use at once. */
@Timeout(60)
class RuleContextTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 50_000;

    private final ContextState state = new ContextState();

    private RuleContext context() {
        Surroundings around = new Surroundings(
                new WallClock(Instant.EPOCH, ZoneOffset.UTC),
                () -> VpnStatus.NONE,
                mac -> false,
                new AddressBook(),
                new SeenTraffic());
        return new RuleContext("rule", around, state);
    }

    private static void race(Runnable once) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                runs.add(threads.submit(() -> {
                    start.await();
                    for (int round = 0; round < ROUNDS; round++) {
                        once.run();
                    }
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void loses_no_update_of_its_tag() throws Exception {
        ThreadLocal<RuleContext> own = ThreadLocal.withInitial(this::context);
        race(() -> own.get().updateTag(tag -> tag == null ? 1 : (int) tag + 1));
        assertThat(context().tag()).isEqualTo(THREADS * ROUNDS);
    }

    @Test
    void loses_no_step_of_its_counters() throws Exception {
        ThreadLocal<RuleContext> own = ThreadLocal.withInitial(this::context);
        race(() -> {
            own.get().increment("one");
            own.get().increment("other");
        });
        assertThat(context().increment("one")).isEqualTo(THREADS * ROUNDS + 1);
        assertThat(context().increment("other")).isEqualTo(THREADS * ROUNDS + 1);
    }
}
