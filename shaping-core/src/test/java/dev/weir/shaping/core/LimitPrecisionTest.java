package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.limit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Tracking;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits hold their rates: over seconds within 0.1 %, and at every packet exactly. */
class LimitPrecisionTest {
    private static final int SECONDS = 3;
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private final long[] bytesInSecond = new long[SECONDS + 1];
    private long bytesSoFar;
    private long worstLateBits;

    private static void backlog(Simulation simulation, long bitsPerSecond, int length) {
        byte[] bytes = new byte[1];
        long burst = Math.max(1_514, bitsPerSecond / 800) / length;
        for (long i = 0; i < burst; i++) {
            simulation.offer(0, bytes, 0, 1, length, LinkType.ETHERNET, Direction.OUTGOING, 0);
        }
        long intervalNanos = 8_000_000_000L * length / bitsPerSecond * 9 / 10;
        for (long nanos = 0; nanos < SECONDS * 1_000_000_000L; nanos += intervalNanos) {
            simulation.offer(nanos, bytes, 0, 1, length, LinkType.ETHERNET, Direction.OUTGOING, 0);
        }
    }

    /** What passed until now must fit the burst and the time, and be within a packet of it. */
    private void released(ReleasedPacket packet, long bitsPerSecond) {
        bytesSoFar += packet.length();
        bytesInSecond[(int) Math.min(SECONDS, packet.releaseNanos() / 1_000_000_000L)] += packet.length();
        BigInteger allowed = BigInteger.valueOf(bitsPerSecond)
                .multiply(BigInteger.valueOf(packet.releaseNanos()))
                .divide(BILLION)
                .add(BigInteger.valueOf(Math.max(8 * 1_514, bitsPerSecond / 100)));
        long spare = allowed.longValueExact() - 8 * bytesSoFar;
        assertThat(spare).isNotNegative();
        if (packet.releaseNanos() > packet.arrivalNanos()) {
            worstLateBits = Math.max(worstLateBits, spare);
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                8_000,
                64_000,
                333_333,
                1_000_000,
                10_000_000,
                99_999_999,
                1_000_000_000,
                10_000_000_000L,
                100_000_000_000L
            })
    void holds_each_rate_within_a_thousandth_over_a_second_and_exactly_at_each_packet(long bitsPerSecond) {
        Rate rate = Rate.bitsPerSecond(bitsPerSecond);
        int length = (int) Math.max(1, bitsPerSecond / 8 / 2_000);
        for (Priority priority : new Priority[] {limit(rate), limit(rate).perStream(Tracking.SOURCE_IP)}) {
            bytesSoFar = 0;
            worstLateBits = 0;
            Arrays.fill(bytesInSecond, 0);
            Simulation simulation = Shaper.builder()
                    .rule("limit", (packet, context) -> priority)
                    .build()
                    .simulate()
                    .onRelease(packet -> released(packet, bitsPerSecond));
            backlog(simulation, bitsPerSecond, length);
            simulation.runToIdle();
            for (int second = 1; second < SECONDS; second++) {
                assertThat(8_000.0 * bytesInSecond[second] / bitsPerSecond).isBetween(999.0, 1_001.0);
            }
            assertThat(worstLateBits)
                    .as("a packet that waits leaves in the nanosecond in which it may")
                    .isLessThanOrEqualTo(bitsPerSecond / 1_000_000_000 + 1);
        }
    }

    @Test
    void adds_no_latency_below_the_limit_and_holds_it_above() {
        long[] slowest = new long[1];
        long[] bytes = new long[1];
        Simulation simulation = Shaper.builder()
                .rule("limit", (packet, context) -> limit(20_000))
                .build()
                .simulate()
                .onRelease(packet -> {
                    slowest[0] = Math.max(slowest[0], packet.releaseNanos() - packet.arrivalNanos());
                    bytes[0] += packet.length();
                });
        Frame frame =
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(1_000).outgoing();
        simulation.every(Duration.ofMillis(100), 100, () -> frame).run(Duration.ofSeconds(10));
        assertThat(slowest[0]).isZero();
        assertThat(bytes[0]).isEqualTo(100_000);
        bytes[0] = 0;
        simulation.every(Duration.ofMillis(10), 1_000, () -> frame).run(Duration.ofSeconds(10));
        assertThat(bytes[0]).isBetween(200_000L, 200_000L + 1_514L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "policed", "streams"})
    void charges_short_packets_more_of_the_limit_and_of_nothing_else(String kind) {
        Priority shared = limit(100_000).penalizeShort();
        Priority priority =
                switch (kind) {
                    case "policed" -> shared.policed();
                    case "streams" -> shared.perConnection();
                    default -> shared;
                };
        assertThat(passed(priority, 100, 400, 60)).isBetween(130_000L, 130_000L + 1_514L);
        assertThat(passed(priority, 100, 400, 100)).as("not short").isBetween(1_000_000L, 1_001_514L);
        assertThat(passed(priority, 0, 400, 60)).isBetween(1_000_000L, 1_001_514L);
        assertThat(passed(priority, 100, 0, 60)).isBetween(1_000_000L, 1_001_514L);
        assertThat(passed(limit(100_000), 100, 400, 60))
                .as("a rule that does not penalise")
                .isBetween(1_000_000L, 1_001_514L);
    }

    private static long passed(Priority priority, int threshold, int padding, int length) {
        long[] bytes = new long[1];
        Simulation simulation = Shaper.builder()
                .rule("limit", (packet, context) -> priority)
                .settings(Settings.builder().shortPackets(threshold, padding).build())
                .build()
                .simulate()
                .onRelease(packet -> bytes[0] += packet.length());
        Frame frame =
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(length).outgoing();
        simulation.every(Duration.ofNanos(500_000), 20_001, () -> frame).run(Duration.ofSeconds(10));
        return bytes[0];
    }

    @Test
    void bounds_streams_under_a_million_keys() {
        Simulation simulation = Shaper.builder()
                .rule("limit", (packet, context) -> limit(1_514).perStream(Tracking.SOURCE_IP))
                .maxFlows(1_024)
                .build()
                .simulate();
        byte[] bytes =
                Packets.udp("10.0.0.0", 5000, "192.0.2.7", 443).outgoing().bytes();
        int keys = 1_000_000;
        for (int key = 0; key < keys; key++) {
            bytes[27] = (byte) (key >>> 16);
            bytes[28] = (byte) (key >>> 8);
            bytes[29] = (byte) key;
            simulation.offer(key, bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, 0);
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsOut()).isEqualTo(keys);
        assertThat(report.bucketEvictions()).isEqualTo(keys - 65_536);
        assertThat(simulation.streams()).hasSize(65_536).allMatch(stream -> stream.outgoing()
                .equals(new StreamTraffic(1, bytes.length, 1, bytes.length, 0, 0)));
    }
}
