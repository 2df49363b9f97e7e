package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.Inputs;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What one engine does with a link that it shares. */
class SharedLinkUseTest {
    private static final int LENGTH = 1_000;

    private static Frame up() {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(LENGTH).outgoing();
    }

    private static Frame down() {
        return Packets.udp("192.0.2.7", 443, "10.0.0.2", 5000).length(LENGTH).incoming();
    }

    private static LinkReport link(ShapingReport report, Direction direction) {
        return Objects.requireNonNull(report.direction(direction).link());
    }

    @Test
    void reports_what_the_link_did_for_this_run() {
        SharedLink link = SharedLink.of(Impairment.parse("rate=1 Mbit/s overhead=24 queue=1 s"));
        Simulation first = Shaper.builder().upload(link).build().simulate();
        Simulation second = Shaper.builder().upload(link).build().simulate();
        for (int i = 0; i < 30; i++) {
            first.offer(up());
            second.offer(up());
            second.offer(up());
        }
        ShapingReport early = second.run(Duration.ofNanos(16_384_000)).report();
        assertThat(link(early, Direction.OUTGOING).bytesSent()).isEqualTo(LENGTH);
        assertThat(link(early, Direction.OUTGOING).busy()).isEqualTo(Duration.ofNanos(8_192_000));

        LinkReport ofFirst = link(first.runToIdle(), Direction.OUTGOING);
        LinkReport ofSecond = link(second.runToIdle(), Direction.OUTGOING);
        assertThat(ofFirst.configuredRate()).isEqualTo(Rate.megabitsPerSecond(1));
        assertThat(ofFirst.bytesSent()).isEqualTo(30 * LENGTH);
        assertThat(ofSecond.bytesSent()).isEqualTo(60 * LENGTH);
        assertThat(ofFirst.busy()).isEqualTo(Duration.ofNanos(30 * 8_192_000L));
        assertThat(ofFirst.busy().plus(ofSecond.busy())).isEqualTo(second.now());
        assertThat(ofFirst.achievedBitsPerSecond()).isCloseTo(1e6 * 1_000 / 1_024, within(0.001));
        assertThat(first.report().incoming().link()).isNull();
    }

    @Test
    void alone_reports_the_same_as_a_link_of_its_own() {
        Impairment line = Impairment.parse("rate=1 Mbit/s overhead=24 mpu=84 queue=1 MB delay=5 ms");
        LinkReport own = link(some(Shaper.builder().upload(line).build()), Direction.OUTGOING);
        LinkReport shared =
                link(some(Shaper.builder().upload(SharedLink.of(line)).build()), Direction.OUTGOING);
        assertThat(shared).isEqualTo(own);
        assertThat(own.bytesSent()).isPositive();
    }

    private static ShapingReport some(Shaper shaper) {
        SplittableRandom random = new SplittableRandom(4);
        Simulation simulation = shaper.simulate();
        for (int i = 0; i < 300; i++) {
            simulation.at(Duration.ofNanos(random.nextLong(2_000_000_000)), SharedLinkUseTest::up);
        }
        return simulation.runToIdle();
    }

    @Test
    void both_directions_may_share_one_link() {
        SharedLink radio = SharedLink.of(Impairment.parse("rate=8 Mbit/s queue=20 ms"));
        Simulation simulation =
                Shaper.builder().download(radio).upload(radio).build().simulate();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 3_000; i++) {
            boolean outgoing = random.nextBoolean();
            simulation.at(Duration.ofNanos(random.nextLong(1_000_000_000)), () -> outgoing ? up() : down());
        }
        ShapingReport report = simulation.run(Duration.ofSeconds(1)).report();
        assertThat(report.incoming().bytesOut() + report.outgoing().bytesOut()).isBetween(985_000L, 1_000_000L);
        Duration busy = link(report, Direction.INCOMING)
                .busy()
                .plus(link(report, Direction.OUTGOING).busy());
        assertThat(busy).isBetween(Duration.ofMillis(985), Duration.ofSeconds(1));
        assertThat(report.incoming().drops())
                .extracting(DropReport::reason)
                .containsExactly(DropReason.LINK_QUEUE_FULL);
    }

    @Test
    void adapters_of_one_engine_meet_on_the_link_under_them() {
        long[] bytes = new long[2];
        Adapter wired = new Adapter(1, "eth0");
        Adapter radio = new Adapter(2, "wlan0");
        Simulation simulation = Shaper.builder()
                .capacity(1, Rate.kilobytesPerSecond(600), Rate.kilobytesPerSecond(600))
                .capacity(2, Rate.kilobytesPerSecond(100), Rate.kilobytesPerSecond(100))
                .upload(SharedLink.of(Rate.kilobytesPerSecond(1_000)))
                .build()
                .simulate()
                .onRelease(packet -> bytes[packet.adapter().id() - 1] += packet.length());
        Frame first = up().adapter(wired);
        Frame second = up().adapter(radio);
        simulation.every(Duration.ofMillis(1), 5_000, () -> first).every(Duration.ofMillis(1), 5_000, () -> second);
        ShapingReport report = simulation.run(Duration.ofSeconds(5)).report();
        assertThat(bytes[0]).isBetween(2_995_000L, 3_008_000L);
        assertThat(bytes[1]).isBetween(498_000L, 503_000L);
        assertThat(link(report, Direction.OUTGOING).bytesSent()).isEqualTo(bytes[0] + bytes[1]);
    }

    private record Arrival(long nanos, int engine) {}

    private record Departure(long nanos, int engine) {}

    @Test
    void engines_that_started_at_different_times_meet_on_the_clock_of_the_link() {
        SplittableRandom random = new SplittableRandom(6);
        List<Arrival> arrivals = new ArrayList<>();
        long nanos = 9_000_000_000L;
        for (int i = 0; i < 2_000; i++) {
            nanos += random.nextLong(9_000_000);
            arrivals.add(new Arrival(nanos, random.nextInt(2)));
        }
        List<Departure> together = departures(arrivals, 0, 0);
        assertThat(together).hasSizeBetween(1_000, 1_999);
        assertThat(departures(arrivals, 7_000_000_123L, 0)).isEqualTo(together);
        assertThat(departures(arrivals, 1, 8_999_999_999L)).isEqualTo(together);
    }

    /** What leaves which engine when, on the clock of the link. */
    private static List<Departure> departures(List<Arrival> arrivals, long... originNanos) {
        List<Departure> departures = new ArrayList<>();
        SharedLink link = SharedLink.of(Impairment.parse("rate=1 Mbit/s queue=40 ms"));
        Engine[] engines = new Engine[2];
        for (int i = 0; i < 2; i++) {
            int which = i;
            engines[i] = new Engine(
                    Shaper.builder().upload(link).build().recipe(Instant.EPOCH, originNanos[i]),
                    (packet, nanos) -> departures.add(new Departure(nanos + originNanos[which], which)),
                    null);
        }
        for (Arrival arrival : arrivals) {
            for (int i = 0; i < 2; i++) {
                engines[i].advance(arrival.nanos() - originNanos[i]);
            }
            offer(engines[arrival.engine()], arrival.nanos() - originNanos[arrival.engine()]);
        }
        for (Engine engine : engines) {
            while (engine.hasNext()) {
                engine.advance(engine.nextDueNanos());
            }
        }
        departures.sort((a, b) -> Long.compare(a.nanos(), b.nanos()));
        return departures;
    }

    private static void offer(Engine engine, long nanos) {
        Frame frame = up();
        engine.advance(nanos);
        new Inputs(engine, null)
                .offer(
                        frame.array(),
                        0,
                        frame.capturedLength(),
                        frame.length(),
                        frame.linkType(),
                        frame.direction(),
                        0,
                        0,
                        0);
    }
}
