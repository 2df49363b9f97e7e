package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.perDirection;
import static dev.weir.shaping.Priorities.quota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.QuotaPeriod;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final List<Long> releases = new ArrayList<>();

    private Simulation simulation(Priority priority) {
        return Shaper.builder()
                .rule("quota", (packet, context) -> priority)
                .rule("then", (packet, context) -> block())
                .build()
                .simulate()
                .onRelease(packet -> releases.add(packet.releaseNanos()));
    }

    private static Frame up(int user, int length) {
        return Packets.udp("10.0.0." + user, 5000, "192.0.2.7", 443)
                .length(length)
                .outgoing();
    }

    private static Frame down(int user, int length) {
        return Packets.udp("192.0.2.7", 443, "10.0.0." + user, 5000)
                .length(length)
                .incoming();
    }

    private static Quota quotaOf(long incoming, long outgoing) {
        return Quota.of(DataSize.ofBytes(incoming), DataSize.ofBytes(outgoing)).per(QuotaPeriod.of(MINUTE));
    }

    private static long dropped(ShapingReport report, DropReason reason) {
        return report.rules().stream()
                .flatMap(rule -> rule.drops().stream())
                .filter(drop -> drop.reason() == reason)
                .mapToLong(DropReport::packets)
                .sum();
    }

    private static QuotaUse use(Simulation simulation) {
        return Objects.requireNonNull(simulation.streams().get(0).quota());
    }

    @Test
    void twenty_in_or_ten_out_reduce_the_rate_of_both_directions() {
        for (Direction direction : Direction.values()) {
            Quota megabytes = Quota.of("20:10 MB").per(QuotaPeriod.HOUR).then(Rate.kilobytesPerSecond(100));
            Simulation simulation = simulation(quota(megabytes));
            int packets = direction == Direction.INCOMING ? 20_000 : 10_000;
            for (int i = 0; i < packets; i++) {
                simulation.offer(direction == Direction.INCOMING ? down(1, 1_000) : up(1, 1_000));
            }
            assertThat(releases).hasSize(packets).containsOnly(0L);
            assertThat(use(simulation).reached()).isFalse();
            releases.clear();
            simulation.offer(direction == Direction.INCOMING ? down(1, 1_000) : up(1, 1_000));
            simulation.offer(down(1, 1_514));
            simulation.offer(up(1, 1_514));
            simulation.runToIdle();
            assertThat(use(simulation).reached()).isTrue();
            assertThat(releases).hasSize(3).contains(0L, 10_000_000L);
            releases.clear();
        }
    }

    @Test
    void blocks_from_the_packet_that_would_pass_the_threshold_until_the_period_ends() {
        Simulation simulation = simulation(quota(quotaOf(10_000, 2_500).thenBlock()));
        simulation.every(Duration.ofSeconds(10), 18, () -> up(1, 1_000));
        ShapingReport report = simulation.runToIdle();
        assertThat(releases)
                .containsExactly(
                        0L, 10_000_000_000L, 60_000_000_000L, 70_000_000_000L, 120_000_000_000L, 130_000_000_000L);
        assertThat(dropped(report, DropReason.QUOTA_REACHED)).isEqualTo(12);
        StreamStats all = simulation.streams().get(0);
        assertThat(all.key()).isEqualTo("all");
        assertThat(all.tracking()).isNull();
        assertThat(all.outgoing()).isEqualTo(new StreamTraffic(18, 18_000, 6, 6_000, 12, 12_000));
        assertThat(use(simulation)).isEqualTo(new QuotaUse(0, 2_000, true, Duration.ofMinutes(3)));
        simulation.run(Duration.ofSeconds(10));
        assertThat(use(simulation)).isEqualTo(new QuotaUse(0, 0, false, Duration.ofMinutes(3)));
    }

    @Test
    void suspends_the_rule_so_that_the_next_one_decides() {
        Simulation simulation = simulation(quota(quotaOf(2_000, 2_000).thenSuspend()));
        simulation.every(Duration.ofSeconds(20), 6, () -> up(1, 1_000));
        ShapingReport report = simulation.runToIdle();
        assertThat(releases).containsExactly(0L, 20_000_000_000L, 60_000_000_000L, 80_000_000_000L);
        assertThat(report.rules().get(0).packetsIn()).isEqualTo(4);
        assertThat(report.rules().get(1).packetsIn()).isEqualTo(2);
        assertThat(dropped(report, DropReason.BLOCKED)).isEqualTo(2);
    }

    @Test
    void times_what_waits_anew_when_the_quota_is_reached_and_when_the_period_ends() {
        Quota quota =
                quotaOf(1_000_000, 4_000).initially(Rate.bytesPerSecond(1_514)).then(Rate.bytesPerSecond(10));
        Simulation simulation = simulation(quota(quota));
        simulation.offer(up(1, 1_514));
        simulation.offer(up(1, 1_514));
        simulation.offer(down(1, 1_514));
        simulation.offer(down(1, 1_514));
        simulation.run(Duration.ofMillis(500));
        assertThat(releases).containsExactly(0L, 0L);
        simulation.offer(up(1, 1_514));
        assertThat(use(simulation).reached()).isTrue();
        simulation.runToIdle();
        assertThat(releases)
                .as("at 10 bytes/s there are 757 + 595 bytes when the minute ends; the rest comes at 1514 bytes/s")
                .containsExactly(0L, 0L, exactEnd(), exactEnd(), exactEnd() + 1_000_000_000L);
    }

    private static long exactEnd() {
        long missingBits = 8 * (1_514 - 757 - 595);
        return 60_000_000_000L + (missingBits * 1_000_000_000L + 8 * 1_514 - 1) / (8 * 1_514);
    }

    @Test
    void lets_go_at_the_end_of_the_period_what_an_unlimited_start_would_not_hold() {
        Simulation simulation = simulation(quota(quotaOf(0, 0).then(Rate.bitsPerSecond(8))));
        for (int i = 0; i < 20; i++) {
            simulation.offer(up(1, 1_514));
        }
        simulation.run(Duration.ofSeconds(59));
        assertThat(releases).containsExactly(0L);
        simulation.runToIdle();
        assertThat(releases.subList(1, 20)).containsOnly(60_000_000_000L);
    }

    @Test
    void counts_for_each_stream_apart_and_joins_its_directions() {
        Simulation simulation =
                simulation(quota(quotaOf(2_000, 2_000).thenBlock()).perStream(Tracking.SOURCE_IP));
        for (int i = 0; i < 3; i++) {
            simulation.offer(up(1, 1_000));
        }
        simulation.offer(down(1, 1_000));
        simulation.offer(down(2, 1_000));
        assertThat(dropped(simulation.report(), DropReason.QUOTA_REACHED)).isEqualTo(2);
        assertThat(simulation.streams()).extracting(StreamStats::key).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(simulation.streams().get(0).incoming().packetsDropped()).isEqualTo(1);
    }

    @Test
    void keeps_what_an_idle_stream_has_counted_until_its_period_ends() {
        Quota daily = Quota.of("2:2 kB").per(QuotaPeriod.DAY).thenBlock();
        Simulation simulation = simulation(quota(daily).perStream(Tracking.SOURCE_IP));
        simulation.offer(up(1, 1_500));
        simulation.run(Duration.ofHours(23));
        assertThat(simulation.streams()).hasSize(1);
        simulation.offer(up(1, 1_000));
        assertThat(dropped(simulation.report(), DropReason.QUOTA_REACHED)).isEqualTo(1);
        simulation.run(Duration.ofHours(1));
        assertThat(simulation.streams()).isEmpty();
        simulation.offer(up(1, 1_500));
        assertThat(releases).containsExactly(0L, 86_400_000_000_000L);
        assertThat(simulation.streams().get(0).firstSeen()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void counts_what_is_let_through_or_waits_and_not_what_is_dropped() {
        Quota slow =
                quotaOf(100_000, 100_000).initially(Rate.bytesPerSecond(1_000)).thenBlock();
        Simulation simulation = simulation(quota(slow));
        for (int i = 0; i < 60; i++) {
            simulation.offer(up(1, 1_500));
        }
        StreamTraffic traffic = simulation.streams().get(0).outgoing();
        assertThat(traffic.packetsDropped()).isEqualTo(60 - 1 - 65_536 / 1_500);
        assertThat(use(simulation).outgoingBytes()).isEqualTo(1_500 * (1 + 65_536 / 1_500));
        assertThat(traffic.bytesWaiting()).isEqualTo(1_500 * (65_536 / 1_500));
    }

    @Test
    void starts_over_with_the_day_of_the_zone() {
        Quota daily = Quota.of("1:1 kB").per(QuotaPeriod.DAY).thenBlock();
        Simulation simulation = Shaper.builder()
                .rule("quota", (packet, context) -> quota(daily))
                .zone(ZoneId.of("Europe/Berlin"))
                .build()
                .simulate()
                .startingAt(Instant.parse("2024-03-30T23:00:00Z"))
                .onRelease(packet -> releases.add(packet.releaseNanos()));
        simulation.every(Duration.ofHours(1), 24, () -> up(1, 1_000));
        simulation.runToIdle();
        assertThat(releases)
                .as("the day on which clocks are put forward has 23 hours")
                .containsExactly(0L, 23 * 3_600_000_000_000L);
    }

    @Test
    void may_differ_by_direction_and_combine_both() {
        Quota reduce = quotaOf(0, 0).then(Rate.bytesPerSecond(1_514));
        Simulation simulation = simulation(quota(reduce).combined());
        simulation.offer(up(1, 1_514));
        simulation.offer(down(1, 1_514));
        simulation.runToIdle();
        assertThat(releases).containsExactly(0L, 1_000_000_000L);
        releases.clear();
        Simulation apart = simulation(perDirection(
                quota(quotaOf(1_000, 0).thenBlock()), quota(quotaOf(0, 2_000).thenBlock())));
        for (int i = 0; i < 3; i++) {
            apart.offer(up(1, 1_000));
            apart.offer(down(1, 1_000));
        }
        ShapingReport report = apart.runToIdle();
        assertThat(report.outgoing().packetsOut()).isEqualTo(2);
        assertThat(report.incoming().packetsOut()).isEqualTo(1);
    }

    @Test
    void cannot_suspend_where_no_rule_follows() {
        Priority priority = quota(quotaOf(1, 1).thenSuspend());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shaper.builder().defaultPriority(priority))
                .withMessageStartingWith(
                        "default priority must not suspend: limited quota=1 B:1 B per PT1M then suspend");
    }
}
