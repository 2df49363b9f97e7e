package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.normal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A live run under full lanes. As part of the build for a second or two; as a soak test with 100 million packets, and for ten minutes: {@code -Dweir.soak.packets}
 * and {@code -Dweir.soak.minutes} set other sizes.
 */
class LiveSoakTest {
    private static final int PRODUCERS = 4;
    private static final int LENGTH = 100;
    private static final long PACKETS = Long.getLong("weir.soak.packets", 100_000_000);
    private static final long MINUTES = Long.getLong("weir.soak.minutes", 10);
    private static final long MARGIN_BYTES = 16L << 20;

    @Test
    void loses_duplicates_and_reorders_nothing() throws Exception {
        loseNothing(400_000);
    }

    @Tag("soak")
    @Test
    void loses_duplicates_and_reorders_nothing_of_100_million() throws Exception {
        loseNothing(PACKETS);
    }

    @Test
    void keeps_its_memory_flat_under_full_lanes() throws Exception {
        stayFlat(Duration.ofSeconds(2));
    }

    @Tag("soak")
    @Test
    void keeps_its_memory_flat_under_full_lanes_for_minutes() throws Exception {
        stayFlat(Duration.ofMinutes(MINUTES));
    }

    /** Half the packets are held for a millisecond, by flow, so that order within a flow is kept and order between flows is not. */
    private static Shaper shaper() {
        return Shaper.builder()
                .rule("odd", (packet, context) -> packet.localPort() % 2 == 1 ? delay(1) : normal())
                .build();
    }

    private static void loseNothing(long packets) throws Exception {
        LaneTraffic traffic = new LaneTraffic(PRODUCERS, LENGTH);
        LiveShaping live = shaper().live().start(traffic);
        long each = packets / PRODUCERS;
        long accepted = together(live, producer -> {
            PacketIntake intake = traffic.session().intake(SourceKind.LOSSLESS);
            return traffic.produce(intake, producer, 0, each);
        });
        assertThat(accepted).isEqualTo(each * PRODUCERS);
        assertThat(traffic.taken()).isEqualTo(accepted);
        assertThat(traffic.wrong()).isZero();
        assertThat(live.failure()).isNull();
        assertThat(live.report().outgoing().packetsOut()).isEqualTo(accepted);
        assertThat(live.report().outgoing().packetsIn()).isEqualTo(accepted);
    }

    private static void stayFlat(Duration time) throws Exception {
        LaneTraffic traffic = new LaneTraffic(PRODUCERS, LENGTH);
        LiveShaping live = shaper().live().start(traffic);
        long end = System.nanoTime() + time.toNanos();
        List<Long> used = new ArrayList<>();
        long accepted = together(live, producer -> {
            PacketIntake intake = traffic.session().intake(SourceKind.LOSSY);
            long sum = 0;
            for (long first = 0; System.nanoTime() - end < 0; first += 100_000) {
                sum += traffic.produce(intake, producer, first, 100_000);
                if (producer == 0) {
                    used.add(usedAfterCollection());
                }
            }
            return sum;
        });
        assertThat(used.get(used.size() - 1))
                .as("bytes in use, %s", used)
                .isLessThan(used.get(used.size() / 4) + MARGIN_BYTES);
        assertThat(traffic.wrong()).isZero();
        assertThat(traffic.taken()).isPositive().isLessThanOrEqualTo(accepted);
        assertThat(live.failure()).isNull();
        assertThat(live.report().outgoing().packetsIn()).isEqualTo(accepted);
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @FunctionalInterface
    private interface Producer {
        long run(int producer);
    }

    private static long together(LiveShaping live, Producer producer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
        try {
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                int number = i;
                results.add(threads.submit(() -> producer.run(number)));
            }
            long sum = 0;
            for (Future<Long> result : results) {
                sum += result.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            live.close();
        }
    }
}
