package dev.weir.benchmarks;

import dev.weir.shaping.core.IdleStrategy;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * How late items are released, and what that costs the releasing thread: a live run with each {@link IdleStrategy}, beside timers of the JDK and a thread
 * that only spins, all in one run.
 *
 * <p>A producer hands in items every millisecond, due 5 to 15 ms later at random. Each line is measured for some seconds after a warm-up of one.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.ReleaseErrorBenchmark [SECONDS [RATE..]]
 * }</pre>
 */
public final class ReleaseErrorBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long TICK_NANOS = 1_000_000;
    private static final int TICKS_PER_SECOND = 1_000;
    private static final int[] RATES = {1_000, 10_000, 200_000, 1_000_000};

    private ReleaseErrorBenchmark() {}

    /**
     * Measures and prints a table.
     *
     * @param args seconds for each line, 5 unless given, and rates in items per second, multiples of 1000
     */
    public static void main(String[] args) {
        int seconds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
        int[] rates = args.length < 2
                ? RATES
                : Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
        System.out.println("| items/s | releaser | p50 us | p90 us | p99 us | p99.9 us | early | lost | cpu |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int rate : rates) {
            releasers().forEach((name, maker) -> {
                measure(maker.apply(rate), rate, 1);
                print(name, rate, measure(maker.apply(rate), rate, seconds));
            });
        }
    }

    private static Map<String, IntFunction<Releaser>> releasers() {
        Map<String, IntFunction<Releaser>> releasers = new LinkedHashMap<>();
        releasers.put("floor: spin", SpinReleaser::new);
        for (IdleStrategy strategy : IdleStrategy.values()) {
            releasers.put("live, " + strategy, rate -> new LiveReleaser(strategy));
        }
        releasers.put("ScheduledThreadPoolExecutor", rate -> new ScheduledReleaser());
        releasers.put("DelayQueue", rate -> new DelayQueueReleaser());
        return releasers;
    }

    private record Measure(ReleaseErrors errors, double processor) {}

    private static Measure measure(Releaser releaser, int rate, int seconds) {
        long thread = releaser.thread().getId();
        long cpu = THREADS.getThreadCpuTime(thread);
        long start = System.nanoTime();
        produce(releaser, rate, start, seconds);
        double share = (double) (THREADS.getThreadCpuTime(thread) - cpu) / (System.nanoTime() - start);
        releaser.close();
        return new Measure(releaser.errors(), share);
    }

    private static void produce(Releaser releaser, int rate, long start, int seconds) {
        SplittableRandom random = new SplittableRandom(1);
        for (int tick = 0; tick < seconds * TICKS_PER_SECOND; tick++) {
            long at = start + tick * TICK_NANOS;
            for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            for (int i = 0; i < rate / TICKS_PER_SECOND; i++) {
                releaser.submit(random.nextLong(5_000_000, 15_000_000));
            }
        }
    }

    private static void print(String name, int rate, Measure measure) {
        ReleaseErrors errors = measure.errors;
        System.out.println(String.format(
                Locale.ROOT,
                "| %d | %s | %.1f | %.1f | %.1f | %.1f | %d | %d | %.0f %% |",
                rate,
                name,
                errors.p50() / 1e3,
                errors.p90() / 1e3,
                errors.p99() / 1e3,
                errors.p999() / 1e3,
                errors.early(),
                errors.lost(),
                100 * measure.processor));
    }
}
