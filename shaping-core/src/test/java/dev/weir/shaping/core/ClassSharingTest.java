package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.perDirection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.AckPolicy;
import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.ClassSharing;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Severity;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Local port 1 is high, 2 normal, 3 low, 4 limited to 400 kB/s, 5 ignored; ports from 10 on are by process. */
class ClassSharingTest {
    private static final int LENGTH = 1_000;
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Rate MEGABYTE = Rate.megabytesPerSecond(1);

    private final Map<Integer, Long> delivered = new TreeMap<>();
    private long countFromNanos;
    private long longestAckNanos;
    private long longestDataNanos;

    private static Priority byPort(int port) {
        return switch (port % 10) {
            case 1 -> high();
            case 3 -> low();
            case 4 -> limit(400_000);
            case 5 -> ignore();
            default -> normal();
        };
    }

    private Shaper.Builder recipe(Settings settings) {
        return Shaper.builder()
                .rule("by port", (packet, context) -> byPort(packet.localPort()))
                .settings(settings);
    }

    private Simulation counting(Shaper.Builder recipe) {
        return recipe.build().simulate().onRelease(packet -> {
            if (packet.releaseNanos() >= countFromNanos) {
                int at = packet.offset() + 34 + (packet.direction() == Direction.OUTGOING ? 0 : 2);
                int port = (packet.array()[at] & 0xFF) << 8 | packet.array()[at + 1] & 0xFF;
                delivered.merge(port, (long) packet.length(), Long::sum);
            }
        });
    }

    private Simulation sharing(Settings settings) {
        return counting(recipe(settings).capacity(MEGABYTE, MEGABYTE));
    }

    private static Settings severity(int level, double multiplier) {
        return Settings.builder().severity(new Severity(level, multiplier)).build();
    }

    private static Frame up(int port) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443).length(LENGTH).outgoing();
    }

    private static Frame down(int port) {
        return Packets.udp("192.0.2.7", 443, "10.0.0.2", port).length(LENGTH).incoming();
    }

    /** Offers 2 MB/s on each of some ports for a time. */
    private static void flood(Simulation simulation, int seconds, int... ports) {
        for (int port : ports) {
            simulation.every(Duration.ofNanos(500_000), seconds * 2_000L, () -> up(port));
        }
    }

    /** Offers 2 MB/s on each of some ports, at random times: within a class the queue is first come, first served. */
    private static void floodAtRandom(Simulation simulation, int seconds, int... ports) {
        SplittableRandom random = new SplittableRandom(3);
        for (int port : ports) {
            for (int i = 0; i < seconds * 2_000; i++) {
                simulation.at(Duration.ofNanos(random.nextLong(seconds * 1_000_000_000L)), () -> up(port));
            }
        }
    }

    private long bytes(int port) {
        return delivered.getOrDefault(port, 0L);
    }

    private double share(int port) {
        long sum = delivered.values().stream().mapToLong(Long::longValue).sum();
        return bytes(port) / (double) sum;
    }

    @Test
    void shares_by_weight_when_all_classes_wait() {
        Simulation simulation = sharing(severity(50, 5));
        countFromNanos = 1_000_000_000;
        flood(simulation, 11, 1, 2, 3);
        simulation.run(Duration.ofSeconds(11));
        long packets =
                delivered.values().stream().mapToLong(bytes -> bytes / LENGTH).sum();
        assertThat(packets).isBetween(9_990L, 10_010L);
        assertThat(share(1)).isCloseTo(36 / 43.0, within(0.01 * 36 / 43));
        assertThat(share(2)).isCloseTo(6 / 43.0, within(0.01 * 6 / 43 + 0.0001));
        assertThat(share(3)).isCloseTo(1 / 43.0, within(0.01 / 43 + 0.0001));
    }

    @Test
    void shares_bytes_not_packets() {
        Simulation simulation = sharing(severity(50, 1));
        countFromNanos = 1_000_000_000;
        SplittableRandom random = new SplittableRandom(7);
        for (int port : new int[] {1, 2, 3}) {
            simulation.every(Duration.ofNanos(300_000), 40_000, () -> Packets.udp("10.0.0.2", port, "192.0.2.7", 443)
                    .length(60 + random.nextInt(port == 1 ? 200 : 1_440))
                    .outgoing());
        }
        simulation.run(Duration.ofSeconds(12));
        double ofNormal = bytes(2) / (double) bytes(3);
        assertThat(ofNormal).isCloseTo(2, within(0.02));
    }

    @Test
    void gives_all_of_it_to_the_only_class_that_wants_it() {
        Simulation simulation = sharing(severity(50, 5));
        flood(simulation, 10, 3);
        simulation.run(Duration.ofSeconds(10));
        assertThat(bytes(3)).isBetween(9_900_000L, 10_010_000L + LENGTH);
    }

    @Test
    void takes_and_gives_back_at_once() {
        Simulation simulation = sharing(severity(50, 5));
        flood(simulation, 8, 2);
        simulation.run(Duration.ofSeconds(2));
        flood(simulation, 2, 1);
        delivered.clear();
        countFromNanos = 2_000_000_000L;
        simulation.run(Duration.ofMillis(100));
        assertThat(bytes(2) / 100_000.0).isLessThanOrEqualTo(0.2);
        simulation.run(Duration.ofMillis(2_900));
        delivered.clear();
        countFromNanos = 5_000_000_000L;
        simulation.run(Duration.ofSeconds(1));
        assertThat(bytes(2)).isGreaterThan(990_000);
        assertThat(delivered).doesNotContainKey(1);
    }

    @Test
    void delays_nothing_below_the_capacity() {
        Simulation simulation = sharing(Settings.DEFAULT);
        for (int port = 1; port <= 3; port++) {
            int each = port;
            simulation.every(Duration.ofMillis(4), 2_500, () -> up(each));
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().delay().max()).isZero();
        assertThat(report.outgoing().drops()).isEmpty();
    }

    @Test
    void strict_priority_starves_the_lower_classes_while_the_higher_has_enough() {
        Simulation simulation = sharing(severity(100, 5));
        flood(simulation, 5, 1, 2, 3);
        simulation.run(Duration.ofSeconds(5));
        assertThat(bytes(1)).isGreaterThan(4_990_000);
        assertThat(delivered.getOrDefault(3, 0L)).isLessThan(12_000);
    }

    @Test
    void severity_zero_makes_all_equal() {
        Simulation simulation = sharing(severity(0, 5));
        countFromNanos = 1_000_000_000;
        flood(simulation, 5, 1, 2, 3);
        simulation.run(Duration.ofSeconds(5));
        assertThat(share(1)).isCloseTo(1 / 3.0, within(0.004));
        assertThat(share(3)).isCloseTo(1 / 3.0, within(0.004));
    }

    @Test
    void every_high_process_gets_more_than_the_normal_one() {
        ProcessResolver processes =
                connection -> new ProcessInfo(connection.localPort(), "/bin/p" + connection.localPort(), "", "");
        Simulation simulation =
                counting(recipe(severity(50, 1)).capacity(MEGABYTE, MEGABYTE).lookup(processes));
        countFromNanos = 1_000_000_000;
        floodAtRandom(simulation, 6, 11, 21, 31, 12);
        simulation.run(Duration.ofSeconds(6));
        for (int high : List.of(11, 21, 31)) {
            assertThat(share(high)).as("process %d", high).isCloseTo(2 / 7.0, within(0.03));
        }
        assertThat(share(12)).isCloseTo(1 / 7.0, within(0.01));
    }

    @Test
    void by_class_a_crowded_class_gets_no_more() {
        ProcessResolver processes =
                connection -> new ProcessInfo(connection.localPort(), "/bin/p" + connection.localPort(), "", "");
        Settings perClass = Settings.builder()
                .severity(new Severity(50, 1))
                .sharing(ClassSharing.PER_CLASS)
                .build();
        Simulation simulation =
                counting(recipe(perClass).capacity(MEGABYTE, MEGABYTE).lookup(processes));
        countFromNanos = 1_000_000_000;
        flood(simulation, 6, 11, 21, 31, 12);
        simulation.run(Duration.ofSeconds(6));
        assertThat(share(12)).isCloseTo(1 / 3.0, within(0.01));
    }

    @Test
    void slow_detection_lets_a_trickle_of_high_wait_like_low() {
        Settings slow = Settings.builder()
                .severity(new Severity(50, 5))
                .fastDetection(false)
                .build();
        assertThat(longestTrickle(slow)).isBetween(5_000_000L, 10_000_000L);
        assertThat(longestTrickle(severity(50, 5))).isLessThanOrEqualTo(3_000_000L);
    }

    private long longestTrickle(Settings settings) {
        longestDataNanos = 0;
        Shaper.Builder recipe = recipe(settings).capacity(MEGABYTE, MEGABYTE);
        Simulation simulation = recipe.build().simulate().onRelease(packet -> {
            int at = packet.offset() + 34;
            if (packet.array()[at + 1] == 1) {
                longestDataNanos = Math.max(longestDataNanos, packet.releaseNanos() - packet.arrivalNanos());
            }
        });
        flood(simulation, 4, 2);
        simulation.every(Duration.ofMillis(500), 8, () -> up(1));
        simulation.run(Duration.ofSeconds(4));
        return longestDataNanos;
    }

    @Test
    void limited_traffic_is_no_part_of_the_capacity_unless_asked_for() {
        Simulation simulation = sharing(Settings.DEFAULT);
        flood(simulation, 10, 2, 4);
        simulation.run(Duration.ofSeconds(10));
        assertThat(bytes(2)).isGreaterThan(9_990_000);
        assertThat(bytes(4)).isBetween(3_990_000L, 4_010_000L);

        delivered.clear();
        Simulation accounted = sharing(Settings.builder().accountExcluded(true).build());
        flood(accounted, 10, 2, 4);
        accounted.run(Duration.ofSeconds(10));
        assertThat(bytes(2) + bytes(4)).isBetween(9_980_000L, 10_020_000L);
        assertThat(bytes(4)).isGreaterThan(3_990_000);
    }

    @Test
    void the_system_limit_bounds_everything_but_the_ignored() {
        Settings settings = Settings.builder()
                .systemDownload(Rate.kilobytesPerSecond(100))
                .systemUpload(Rate.kilobytesPerSecond(50))
                .build();
        Simulation simulation = counting(recipe(settings));
        flood(simulation, 10, 1, 2, 3, 4, 5);
        ShapingReport up = simulation.run(Duration.ofSeconds(10)).report();
        long ignored = bytes(5);
        assertThat(ignored).isEqualTo(20_000_000);
        assertThat(up.outgoing().bytesOut()).isBetween(499_000L, 502_000L);

        Simulation incoming = counting(recipe(settings));
        incoming.every(MILLISECOND, 10_000, () -> down(1)).every(MILLISECOND, 10_000, () -> down(4));
        ShapingReport downloads = incoming.run(Duration.ofSeconds(10)).report();
        assertThat(downloads.incoming().bytesOut()).isBetween(999_000L, 1_003_000L);
    }

    @Test
    void pure_acknowledgements_overtake() {
        acknowledge(Settings.builder().acks(AckPolicy.HIGH).build(), low());
        assertThat(longestAckNanos).isLessThan(Duration.ofMillis(110).toNanos());
        assertThat(longestDataNanos).isGreaterThan(Duration.ofMillis(500).toNanos());

        acknowledge(Settings.DEFAULT, low());
        assertThat(longestAckNanos).isGreaterThan(Duration.ofMillis(500).toNanos());
    }

    @Test
    void pure_acknowledgements_skip_limits_only_if_told_to() {
        acknowledge(Settings.builder().acks(AckPolicy.BYPASS_LIMITS).build(), limit(20_000));
        assertThat(longestAckNanos).isZero();
        acknowledge(Settings.builder().acks(AckPolicy.HIGH).build(), limit(20_000));
        assertThat(longestAckNanos).isGreaterThan(Duration.ofMillis(500).toNanos());
    }

    /** Small acknowledgements among data segments, of which some carry the flag too. */
    private void acknowledge(Settings settings, Priority priority) {
        longestAckNanos = 0;
        longestDataNanos = 0;
        Simulation simulation = Shaper.builder()
                .rule("all", (packet, context) -> priority)
                .capacity(Rate.kilobytesPerSecond(100), Rate.kilobytesPerSecond(100))
                .settings(settings)
                .build()
                .simulate()
                .onRelease(packet -> {
                    long held = packet.releaseNanos() - packet.arrivalNanos();
                    if (packet.length() < 100) {
                        longestAckNanos = Math.max(longestAckNanos, held);
                    } else {
                        longestDataNanos = Math.max(longestDataNanos, held);
                    }
                });
        simulation.every(Duration.ofMillis(5), 1_000, () -> Packets.tcp("10.0.0.2", 5, "192.0.2.7", 80)
                .ack()
                .payload(1_000)
                .outgoing());
        simulation.every(Duration.ofMillis(50), 100, () -> Packets.tcp("10.0.0.2", 5, "192.0.2.7", 80)
                .ack()
                .outgoing());
        simulation.run(Duration.ofSeconds(5));
    }

    @Test
    void detects_bandwidth_hands_out_a_share_and_measures_anew() {
        Settings settings = Settings.builder()
                .detection(new BandwidthDetection(0.78, Duration.ofMinutes(60)))
                .build();
        Simulation simulation = counting(recipe(settings));
        assertThat(simulation.detectedBandwidth(Direction.OUTGOING)).isNull();
        simulation.every(MILLISECOND, 2_000, () -> up(2));
        simulation.run(Duration.ofMillis(1_100));
        assertThat(simulation.detectedBandwidth(Direction.OUTGOING)).isEqualTo(MEGABYTE);
        simulation.run(Duration.ofMillis(4_900));

        countFromNanos = 10_000_000_000L;
        delivered.clear();
        simulation.run(Duration.ofSeconds(4));
        simulation.every(MILLISECOND, 10_000, () -> up(2));
        simulation.run(Duration.ofSeconds(10));
        assertThat(bytes(2)).isCloseTo(7_800_000L, within(20_000L));

        simulation.run(Duration.ofMinutes(60).minusSeconds(20));
        simulation.every(Duration.ofMillis(2), 6_000, () -> up(2));
        simulation.run(Duration.ofSeconds(11));
        assertThat(simulation.detectedBandwidth(Direction.OUTGOING)).isEqualTo(Rate.kilobytesPerSecond(500));
    }

    @Test
    void a_full_queue_drops_from_the_lowest_class_that_has_more_than_its_own() {
        Simulation simulation = sharing(severity(50, 5));
        for (int i = 0; i < 600; i++) {
            simulation.offer(up(3));
        }
        assertThat(simulation.report().outgoing().drops())
                .extracting(DropReport::reason)
                .containsExactly(DropReason.CLASS_QUEUE_FULL);
        long before = dropped(simulation);
        for (int i = 0; i < 100; i++) {
            simulation.offer(up(1));
        }
        assertThat(dropped(simulation) - before).isEqualTo(100);
        simulation.runToIdle();
        assertThat(bytes(1)).isEqualTo(100 * LENGTH);
        assertThat(bytes(3)).isEqualTo(400 * LENGTH + 10 * LENGTH);
    }

    private static long dropped(Simulation simulation) {
        return simulation.report().outgoing().drops().stream()
                .mapToLong(DropReport::packets)
                .sum();
    }

    @Test
    void directions_are_independent() {
        Simulation simulation = counting(Shaper.builder()
                .rule("split", (packet, context) -> perDirection(limit(10_000), ignore()))
                .capacity(MEGABYTE, MEGABYTE));
        simulation.every(MILLISECOND, 5_000, () -> down(7)).every(MILLISECOND, 5_000, () -> up(8));
        ShapingReport report = simulation.run(Duration.ofSeconds(5)).report();
        assertThat(bytes(7)).isBetween(49_000L, 52_000L);
        assertThat(bytes(8)).isEqualTo(5_000_000);
        assertThat(report.outgoing().packetsOut()).isZero();
    }
}
