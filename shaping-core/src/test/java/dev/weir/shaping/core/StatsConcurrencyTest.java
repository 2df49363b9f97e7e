package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packets of a local port all have one length, so that what belongs to another port, or was half written, would show. */
@Timeout(60)
class StatsConcurrencyTest {
    private static final long LEAST_NANOS = 500_000_000L;
    private static final int LEAST_PACKETS = 50_000;
    private static final int LEAST_READINGS = 4;
    private static final int PORTS = 3_000;

    private final AtomicInteger readings = new AtomicInteger();
    private volatile boolean done;

    private static int length(int port) {
        return 60 + port % 500;
    }

    /** What one reader saw last; counters never run backward. */
    private static final class Seen {
        private final Map<String, Long> highest = new HashMap<>();
        private long readings;

        void monotone(String name, long value) {
            long before = highest.getOrDefault(name, 0L);
            assertThat(value).as(name).isGreaterThanOrEqualTo(before);
            highest.put(name, value);
        }
    }

    private static void check(String name, TrafficStats stats, Seen seen) {
        assertThat(stats.packetsHeld()).as(name).isNotNegative();
        assertThat(stats.bytesHeld()).as(name).isNotNegative();
        seen.monotone(name + " packets in", stats.packetsIn());
        seen.monotone(name + " bytes in", stats.bytesIn());
        seen.monotone(name + " packets out", stats.packetsOut());
        seen.monotone(name + " bytes out", stats.bytesOut());
        seen.monotone(name + " bytes dropped", stats.bytesDropped());
        seen.monotone(name + " longest", stats.delay().max().toNanos());
    }

    private static void check(ShapingStats stats, Seen seen) {
        check("incoming", stats.incoming(), seen);
        check("outgoing", stats.outgoing(), seen);
        check("total", stats.total(), seen);
        stats.classes().forEach(group -> check(group.priorityClass().toString(), group.total(), seen));
        stats.rules().forEach(rule -> check("rule " + rule.name(), rule.total(), seen));
        seen.monotone("time", stats.duration().toNanos());
        seen.monotone("flows", stats.flows());
    }

    private static void check(TrafficHistory history, Seen seen) {
        for (List<TrafficInterval> intervals :
                List.of(history.seconds(), history.minutes(), history.hours(), history.days())) {
            for (TrafficInterval interval : intervals) {
                assertThat(interval.bytesOutgoing()).isNotNegative();
                assertThat(interval.packetsOutgoing()).isNotNegative();
            }
        }
        long sum = history.days().stream()
                .mapToLong(TrafficInterval::bytesOutgoing)
                .sum();
        seen.monotone("history", sum);
    }

    private static void check(List<ConnectionStats> connections, List<ProcessStats> processes) {
        for (ConnectionStats connection : connections) {
            int length = length(connection.connection().localPort());
            FlowStats flow = connection.outgoing();
            assertThat(flow.bytesIn()).isEqualTo(length * flow.packetsIn());
            assertThat(flow.bytesOut()).isEqualTo(length * flow.packetsOut());
            assertThat(flow.packetsOut()).isLessThanOrEqualTo(flow.packetsIn());
            assertThat(flow.bytesPerSecond() % length).isZero();
            int pid = connection.process().pid();
            assertThat(pid == -1 || pid == length).as("process %d", pid).isTrue();
            assertThat(connection.lastSeen()).isAfterOrEqualTo(connection.firstSeen());
        }
        for (ProcessStats process : processes) {
            FlowStats flow = process.outgoing();
            assertThat(flow.bytesIn()).isEqualTo(process.pid() * flow.packetsIn());
            assertThat(flow.bytesOut()).isEqualTo(process.pid() * flow.packetsOut());
            assertThat(flow.packetsOut()).isLessThanOrEqualTo(flow.packetsIn());
            assertThat(flow.bytesPerSecond() % process.pid()).isZero();
        }
    }

    private static Simulation simulation() {
        Rule classes = (packet, context) ->
                packet.localPort() % 3 == 0 ? high() : packet.localPort() % 3 == 1 ? low() : pass();
        return Shaper.builder()
                .rule("classes", classes)
                .capacity(Rate.megabitsPerSecond(100), Rate.megabitsPerSecond(100))
                .lookup((ProcessResolver) connection -> new ProcessInfo(
                        length(connection.localPort()), "/bin/p" + connection.localPort() % 500, "", ""))
                .maxFlows(2_000)
                .build()
                .simulate();
    }

    private static void offer(Simulation simulation, long nanos, int port, byte[] bytes) {
        bytes[34] = (byte) (port >>> 8);
        bytes[35] = (byte) port;
        int length = length(port);
        simulation.offer(nanos, bytes, 0, 60, length, LinkType.ETHERNET, Direction.OUTGOING, 0);
    }

    @Test
    void readers_see_nothing_torn_while_the_engine_runs() throws InterruptedException, ExecutionException {
        Simulation simulation = simulation();
        byte[] bytes = Packets.udp("10.0.0.2", 1, "192.0.2.7", 443)
                .length(60)
                .outgoing()
                .bytes();
        offer(simulation, 0, 1, bytes);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Callable<Long>> readers = List.of(
                    () -> read(seen -> check(simulation.stats(), seen)),
                    () -> read(seen -> check(simulation.history(), seen)),
                    () -> read(seen -> check(simulation.connections(), simulation.processes())));
            List<Future<Long>> futures = new ArrayList<>();
            readers.forEach(reader -> futures.add(threads.submit(reader)));
            run(simulation, bytes);
            for (Future<Long> future : futures) {
                assertThat(future.get()).isPositive();
            }
        } finally {
            done = true;
            threads.shutdown();
        }
        assertThat(simulation.stats().flowEvictions()).isPositive();
        assertThat(simulation.stats().total().packetsDropped()).isPositive();
        simulation.runToIdle();
        assertThat(simulation.stats().total().packetsHeld()).isZero();
    }

    private interface Look {
        void at(Seen seen);
    }

    private long read(Look look) {
        Seen seen = new Seen();
        while (!done) {
            try {
                look.at(seen);
            } catch (RuntimeException | Error e) {
                done = true;
                throw e;
            }
            if (seen.readings++ < LEAST_READINGS) {
                readings.incrementAndGet();
            }
        }
        return seen.readings;
    }

    private void run(Simulation simulation, byte[] bytes) {
        long end = System.nanoTime() + LEAST_NANOS;
        long nanos = 0;
        int edit = 0;
        for (int i = 0;
                !done && (i < LEAST_PACKETS || readings.get() < 3 * LEAST_READINGS || System.nanoTime() - end < 0);
                i++) {
            nanos += i % 1_000 == 0 ? 400_000_000 : 20_000;
            offer(simulation, nanos, 1 + (i * 7 + i / PORTS) % PORTS, bytes);
            if (i % 20_000 == 0) {
                int rate = 100_000 + edit++;
                simulation.rules(RuleSet.empty()
                        .with(
                                "rule " + edit % 5,
                                (packet, context) -> packet.localPort() % 7 == 0 ? limit(rate) : pass())
                        .with("classes", (packet, context) -> packet.localPort() % 2 == 0 ? high() : low()));
            }
        }
        done = true;
    }

    @Test
    void statistics_of_a_live_run_do_not_wait_for_its_thread() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        SilentBackend backend = new SilentBackend();
        Rule stuck = (packet, context) -> {
            if (packet.localPort() == 2) {
                inside.countDown();
                try {
                    free.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return pass();
        };
        try (LiveShaping live = Shaper.builder().rule("stuck", stuck).build().start(backend)) {
            PacketIntake intake = backend.session().intake(SourceKind.LOSSY);
            for (int port = 1; port <= 2; port++) {
                byte[] bytes = Packets.udp("10.0.0.2", port, "192.0.2.7", 443)
                        .length(100)
                        .outgoing()
                        .bytes();
                intake.offer(bytes, 0, bytes.length, 100, LinkType.ETHERNET, Direction.OUTGOING, 0);
            }
            inside.await();
            assertThat(live.stats().total().packetsOut()).isEqualTo(1);
            assertThat(live.history().seconds()).isNotEmpty();
            assertThat(live.connections())
                    .extracting(stats -> stats.connection().localPort())
                    .contains(1);
            assertThat(live.processes()).isEmpty();
            free.countDown();
        } finally {
            free.countDown();
        }
    }
}
