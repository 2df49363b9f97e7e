package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.pass;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.impair.Impairment;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedShapingTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Shaper LATER =
            Shaper.builder().rule("later", (packet, context) -> delay(10)).build();
    private static final Frame FRAME =
            Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443).length(1_000).outgoing();

    private final List<Long> releases = new ArrayList<>();

    private EmbeddedShaping later() {
        return LATER.embed(START, packet -> releases.add(packet.releaseNanos()));
    }

    private static Admission offer(EmbeddedShaping shaping, Frame frame, long token, long nowNanos) {
        return shaping.offer(
                frame.array(),
                0,
                frame.capturedLength(),
                frame.length(),
                frame.linkType(),
                frame.direction(),
                token,
                nowNanos);
    }

    private static Admission offerLossless(EmbeddedShaping shaping, int source, Frame frame, long nowNanos) {
        return shaping.offerLossless(
                source,
                frame.array(),
                0,
                frame.capturedLength(),
                frame.length(),
                frame.linkType(),
                frame.direction(),
                0,
                nowNanos);
    }

    private static Shaper mixed() {
        Priority radio = custom(Impairment.parse("loss=10 % delay=3 ms jitter=2 ms"));
        Priority stream = custom(Impairment.parse("limit=300 kB/s queue=3 packets"));
        return Shaper.builder()
                .rule("radio", (packet, context) -> packet.srcPort() % 4 == 0 ? radio : pass())
                .rule("high", (packet, context) -> packet.srcPort() % 4 == 1 ? high() : pass())
                .rule("stream", (packet, context) -> packet.srcPort() % 4 == 2 ? stream : pass())
                .capacity(Rate.megabitsPerSecond(6), Rate.megabitsPerSecond(6))
                .upload(Impairment.parse("rate=8 Mbit/s delay=2 ms jitter=1 ms loss=1 %"))
                .seed(21)
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                Long.MIN_VALUE,
                -1,
                -1_000_000_000,
                Long.MAX_VALUE - 1_000_000_000,
                Long.MAX_VALUE,
                Long.MAX_VALUE / 2,
                3_141_592_653_589L
            })
    void decides_what_a_simulation_decides_whatever_the_origin_of_time(long origin) {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        ByteArrayOutputStream actual = new ByteArrayOutputStream();
        Simulation simulation = mixed().simulate().startingAt(START).ledger(DecisionLedger.to(expected));
        EmbeddedShaping shaping = mixed().embed(START, packet -> {}, DecisionLedger.to(actual));
        shaping.poll(origin);
        SplittableRandom random = new SplittableRandom(5);
        int busy = 0;
        long nanos = 0;
        for (int i = 0; i < 2_000; i++) {
            Frame frame = frame(random);
            nanos += random.nextInt(1_000_000);
            long offered = i % 7 > 1 && random.nextInt(20) == 0 ? nanos - random.nextInt(5_000_000) : nanos;
            if (frame.bytes()[35] % 4 == 2) {
                simulation.run(Duration.ofNanos(nanos).minus(simulation.now()));
                Admission answer = offerLossless(shaping, 1, frame, origin + nanos);
                assertThat(answer).isEqualTo(simulation.offerLossless(frame));
                assertThat(shaping.paused(1) || answer != Admission.BUSY).isTrue();
                busy += answer == Admission.BUSY ? 1 : 0;
            } else {
                assertThat(offer(shaping, frame, i, origin + offered)).isEqualTo(offer(simulation, frame, i, offered));
            }
            if (i % 7 == 0) {
                shaping.poll(origin + nanos + random.nextInt(1_000));
                nanos += 1_000;
            }
            if (i == 1_000) {
                RuleSet rules =
                        RuleSet.empty().with("block", (packet, context) -> packet.srcPort() == 12 ? block() : pass());
                simulation.run(Duration.ofNanos(nanos).minus(simulation.now()));
                shaping.poll(origin + nanos);
                simulation.rules(rules);
                shaping.rules(rules);
            }
        }
        shaping.close(DrainPolicy.RELEASE);
        assertThat(shaping.report()).isEqualTo(simulation.runToIdle());
        assertThat(actual.toString(UTF_8)).isEqualTo(expected.toString(UTF_8));
        assertThat(shaping.report().clampedTimestamps()).isGreaterThan(20);
        assertThat(busy).isGreaterThan(10);
    }

    private static Frame frame(SplittableRandom random) {
        return Packets.udp("10.0.0.2", 1 + random.nextInt(100), "192.0.2.7", 443)
                .length(60 + random.nextInt(1_400))
                .outgoing();
    }

    private static Admission offer(Simulation simulation, Frame frame, long token, long nanos) {
        return simulation.offer(
                nanos,
                frame.array(),
                0,
                frame.capturedLength(),
                frame.length(),
                frame.linkType(),
                frame.direction(),
                token);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, -5_000_000, Long.MAX_VALUE - 5_000_000, Long.MAX_VALUE})
    void tells_when_to_poll_in_the_time_of_its_caller(long origin) {
        EmbeddedShaping shaping = later();
        assertThat(shaping.untilNextNanos(origin)).isEqualTo(Long.MAX_VALUE);
        assertThatIllegalStateException().isThrownBy(shaping::nextDueNanos);
        offer(shaping, FRAME, 0, origin);
        assertThat(shaping.hasNext()).isTrue();
        assertThat(shaping.nextDueNanos()).isEqualTo(origin + 10_000_000);
        assertThat(shaping.untilNextNanos(origin)).isEqualTo(10_000_000);
        assertThat(shaping.untilNextNanos(origin + 9_999_999)).isEqualTo(1);
        assertThat(shaping.untilNextNanos(origin + 11_000_000)).isZero();
        assertThat(shaping.untilNextNanos(origin - 1)).isEqualTo(10_000_000);
        assertThat(shaping.poll(origin + 9_999_999)).isZero();
        assertThat(shaping.nextDueNanos()).isEqualTo(origin + 10_000_000);
        assertThat(shaping.poll(origin + 12_000_000)).isEqualTo(1);
        assertThat(releases).containsExactly(10_000_000L);
        assertThat(shaping.hasNext()).isFalse();
        assertThat(shaping.report().clampedTimestamps()).isZero();
        assertThat(shaping.report().start()).isEqualTo(START);
    }

    @Test
    void clamps_and_counts_time_that_runs_backward() {
        EmbeddedShaping shaping = later();
        offer(shaping, FRAME, 0, 1_000);
        offer(shaping, FRAME, 0, 999);
        shaping.poll(Long.MIN_VALUE + 2_000);
        offer(shaping, FRAME, 0, 1_001);
        shaping.poll(10_001_001);
        assertThat(releases).containsExactly(10_000_000L, 10_000_000L, 10_000_001L);
        assertThat(shaping.report().clampedTimestamps()).isEqualTo(2);
    }

    @Test
    void stops_at_the_end_of_time() {
        EmbeddedShaping shaping = later();
        offer(shaping, FRAME, 0, Long.MIN_VALUE);
        shaping.poll(0x4000_0000_0000_0000L + Long.MIN_VALUE);
        shaping.poll(0x7FFF_0000_0000_0000L + Long.MIN_VALUE);
        shaping.poll(0x7FFE_0000_0000_0000L);
        offer(shaping, FRAME, 0, 0x7FFE_0000_0000_0001L);
        offer(shaping, FRAME, 0, Long.MAX_VALUE);
        shaping.close(DrainPolicy.RELEASE);
        assertThat(releases).containsExactly(10_000_000L, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(shaping.report().duration()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void releases_discards_or_waits_when_closed() {
        for (DrainPolicy policy : DrainPolicy.values()) {
            releases.clear();
            EmbeddedShaping shaping = later();
            offer(shaping, FRAME, 0, 500);
            offer(shaping, FRAME, 0, 600);
            shaping.close(policy);
            assertThat(releases).hasSize(policy == DrainPolicy.RELEASE ? 2 : 0);
            assertThat(shaping.hasNext()).isEqualTo(policy == DrainPolicy.WAIT);
            assertThat(offer(shaping, FRAME, 0, 700)).isEqualTo(Admission.dropped(DropReason.CLOSED));
            assertThat(shaping.poll(20_000_000)).isEqualTo(policy == DrainPolicy.WAIT ? 2 : 0);
            shaping.close(DrainPolicy.DISCARD);
            shaping.close(policy);
            assertThat(shaping.poll(30_000_000)).isZero();
            assertThat(shaping.hasNext()).isFalse();
            DirectionReport report = shaping.report().outgoing();
            assertThat(report.packetsIn()).isEqualTo(3);
            assertThat(report.packetsHeld()).isZero();
            assertThat(report.drops())
                    .containsExactly(
                            policy == DrainPolicy.DISCARD
                                    ? new DropReport(DropReason.CLOSED, 3, 3_000)
                                    : new DropReport(DropReason.CLOSED, 1, 1_000));
        }
    }

    @Test
    void keeps_sources_that_wait_apart() {
        EmbeddedShaping shaping = Shaper.builder()
                .rule(
                        "slow",
                        (packet, context) -> packet.srcPort() == 5_000
                                ? custom(Impairment.parse("rate=8 kbit/s queue=0 packets"))
                                : pass())
                .build()
                .embed(START, packet -> {});
        Frame other = Packets.udp("10.0.0.2", 9, "192.0.2.7", 443).length(1_000).outgoing();
        offerLossless(shaping, 255, FRAME, 0);
        offerLossless(shaping, 255, FRAME, 0);
        assertThat(offerLossless(shaping, 255, FRAME, 0)).isEqualTo(Admission.BUSY);
        assertThat(shaping.paused(255)).isTrue();
        assertThat(shaping.paused(1)).isFalse();
        assertThat(offerLossless(shaping, 1, other, 0)).isEqualTo(Admission.ACCEPTED);
        shaping.poll(1_000_000_000);
        assertThat(shaping.paused(255)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> offerLossless(shaping, 256, FRAME, 0))
                .withMessage("source must be within 1..255: 256");
        assertThatIllegalArgumentException().isThrownBy(() -> shaping.paused(0));
    }

    @Test
    void must_not_be_called_by_its_listener() {
        List<EmbeddedShaping> itself = new ArrayList<>();
        EmbeddedShaping shaping =
                Shaper.builder().build().embed(START, packet -> itself.get(0).poll(99));
        itself.add(shaping);
        assertThatIllegalStateException()
                .isThrownBy(() -> offer(shaping, FRAME, 0, 0))
                .withMessageContaining("must not call");
        assertThat(shaping.report().outgoing().packetsOut()).isEqualTo(1);
        assertThat(shaping.report().duration()).isZero();
    }

    @Test
    void allocates_nothing_per_packet_once_it_has_grown() {
        EmbeddedShaping shaping = mixed().embed(START, packet -> {});
        byte[] bytes = FRAME.bytes();
        long nanos = Long.MAX_VALUE - 1_000_000_000;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 300_000; i++) {
            if (i == 200_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            nanos += 400_000;
            shaping.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, i, nanos);
            shaping.offerLossless(
                    1, bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, i, nanos);
            if (shaping.untilNextNanos(nanos + 100_000) == 0) {
                shaping.poll(nanos + 100_000);
            }
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16_384);
    }

    @Test
    void meetsFatesThatAreKnown() {
        EmbeddedShaping shaping = later();
        assertThat(offer(shaping.loseNext(), FRAME, 1, 0)).isEqualTo(Admission.dropped(DropReason.LOSS));
        assertThat(offer(shaping.delayNext(0), FRAME, 2, 5)).isEqualTo(Admission.ACCEPTED);
        offer(shaping.delayNext(7), FRAME, 3, 5);
        offer(shaping, FRAME, 4, 5);
        shaping.poll(1_000_000_000);
        assertThat(releases).containsExactly(5L, 12L, 10_000_005L);
        assertThat(shaping.report().toString()).contains("4 packets in, 3 out, 1 dropped");
        assertThat(shaping.report().rules().get(0).packetsIn()).isEqualTo(4);
        assertThatIllegalArgumentException().isThrownBy(() -> shaping.delayNext(-1));
    }
}
