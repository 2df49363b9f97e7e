package dev.weir.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Timers by the clock: the processor time for one that fires and is set again, of our wheel, Netty's {@code HashedWheelTimer} and the JDK's scheduler.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.TimerComparison
 * }</pre>
 *
 * <p>Netty's timer cannot be driven by virtual time as {@link WheelBenchmark} drives the others, so here all run on a thread of their own, and what
 * counts is that thread's processor time, wake-ups included. Netty's wheel and ours wake up every millisecond. Delays grow with the number of pending timers, so that
 * at most 400,000 fire in a second.
 */
public final class TimerComparison {
    private static final int[] PENDING = {1_000, 10_000, 100_000, 1_000_000};
    private static final List<String> WHO = List.of("weir", "netty", "jdk");
    private static final long LEAST_HORIZON_NANOS = 1L << 27;
    private static final long NANOS_PER_PENDING = 5_000;
    private static final long WARM_MILLIS = 1_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private TimerComparison() {}

    /** What one timer cost that fired. */
    private record Cost(double nanos, double bytes) {}

    /**
     * Prints a table.
     *
     * @param args nothing
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        System.out.println(table(Effort.FULL));
    }

    static String table(Effort effort) throws InterruptedException {
        for (String who : WHO) {
            measure(who, PENDING[1], WARM_MILLIS);
        }
        StringBuilder text = new StringBuilder(Table.head("pending", "who", "ns CPU", "least", "B", "times weir"));
        for (int pending : PENDING) {
            Map<String, Samples> costs = new LinkedHashMap<>();
            for (int round = 0; round < effort.rounds(); round++) {
                for (String who : WHO) {
                    Cost cost = measure(who, pending, effort.liveMillis() / 2);
                    costs.merge(who, Samples.of(new double[] {cost.nanos}, cost.bytes), Samples::and);
                }
            }
            double ours = costs.getOrDefault("weir", Samples.of(new double[] {Double.NaN}, 0))
                    .median();
            List<String> rows = new ArrayList<>();
            costs.forEach((who, cost) -> rows.add(Table.row(
                    pending,
                    who,
                    Table.number(cost.median()),
                    Table.number(cost.least()),
                    Table.bytes(cost.bytesPerOperation()),
                    Table.number(cost.median() / ours))));
            rows.forEach(text::append);
        }
        return text.toString();
    }

    private static Cost measure(String who, int pending, long millis) throws InterruptedException {
        long horizon = Math.max(LEAST_HORIZON_NANOS, pending * NANOS_PER_PENDING);
        LiveTimers.Fired fired = new LiveTimers.Fired(horizon);
        try (LiveTimers timers = timers(who, fired)) {
            for (int i = 0; i < pending; i++) {
                timers.set(1 + (long) ((double) i / pending * horizon));
            }
            timers.start();
            Thread.sleep(WARM_MILLIS / 2);
            long id = timers.thread().getId();
            long count = fired.count();
            long nanos = THREADS.getThreadCpuTime(id);
            long bytes = THREADS.getThreadAllocatedBytes(id);
            Thread.sleep(millis);
            double fires = Math.max(1, fired.count() - count);
            return new Cost(
                    (THREADS.getThreadCpuTime(id) - nanos) / fires,
                    (THREADS.getThreadAllocatedBytes(id) - bytes) / fires);
        }
    }

    private static LiveTimers timers(String who, LiveTimers.Fired fired) {
        return switch (who) {
            case "weir" -> new WeirTimers(fired);
            case "netty" -> new NettyTimers(fired);
            default -> new JdkTimers(fired);
        };
    }
}
