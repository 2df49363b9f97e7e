package dev.weir.benchmarks;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Impairment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two engines that share nothing against one: what a second shard adds. Each has a line of 1 Gbit/s with 20 ms and 0.1 % loss, 10 000 flows of its own, and
 * is fed as fast as it takes packets. One and two take turns.
 */
final class ShardComparison {
    private static final int FLOWS = 10_000;
    private static final int BATCH = 10_000;
    private static final long SPACING_NANOS = 1_000;

    private ShardComparison() {}

    static String table(Effort effort) throws Exception {
        int turns = 3 * effort.rounds() + 4;
        long nanos = effort.iterationMillis() * 2_000_000L;
        double[] ratios = new double[turns];
        double[] one = new double[turns];
        double[] two = new double[turns];
        packetsPerSecond(2, nanos);
        for (int turn = 0; turn < turns; turn++) {
            one[turn] = packetsPerSecond(1, nanos);
            two[turn] = packetsPerSecond(2, nanos);
            ratios[turn] = two[turn] / one[turn];
        }
        return String.format(
                Locale.ROOT,
                """
                | engines | million packets a second, median | most |
                |---|---|---|
                | 1 | %.2f | %.2f |
                | 2, sharing nothing | %.2f | %.2f |

                Two are %.2f times one (median of %d turns; %.2f to %.2f).
                """,
                median(one) / 1e6,
                most(one) / 1e6,
                median(two) / 1e6,
                most(two) / 1e6,
                median(ratios),
                turns,
                Arrays.stream(ratios).min().orElse(0),
                most(ratios));
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double packetsPerSecond(int engines, long nanos) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(engines);
        try {
            CountDownLatch ready = new CountDownLatch(engines);
            List<Future<Double>> results = new ArrayList<>();
            for (int i = 0; i < engines; i++) {
                int seed = i;
                results.add(threads.submit(() -> new Shard(seed).run(ready, nanos)));
            }
            double sum = 0;
            for (Future<Double> result : results) {
                sum += result.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }

    /** One engine and its traffic. */
    private static final class Shard {
        private final Simulation simulation = Shaper.builder()
                .upload(Impairment.parse("rate=1 Gbit/s delay=20 ms loss=0.1 %"))
                .build()
                .simulate();
        private final byte[] packet = Packets.udp("10.0.0.2", 1, "192.0.2.7", 443)
                .length(100)
                .outgoing()
                .bytes();
        private final SplittableRandom random;
        private long nanos;

        Shard(int seed) {
            random = new SplittableRandom(seed);
        }

        double run(CountDownLatch ready, long timeNanos) throws InterruptedException {
            for (int i = 0; i < 20; i++) {
                batch();
            }
            ready.countDown();
            ready.await();
            long packets = 0;
            long start = System.nanoTime();
            long passed = 0;
            while (passed < timeNanos) {
                batch();
                packets += BATCH;
                passed = System.nanoTime() - start;
            }
            return packets * 1e9 / passed;
        }

        private void batch() {
            for (int i = 0; i < BATCH; i++) {
                int flow = random.nextInt(FLOWS);
                packet[34] = (byte) (flow >>> 8);
                packet[35] = (byte) flow;
                nanos += SPACING_NANOS;
                simulation.offer(
                        nanos, packet, 0, packet.length, packet.length, LinkType.ETHERNET, Direction.OUTGOING, 0);
            }
        }
    }
}
