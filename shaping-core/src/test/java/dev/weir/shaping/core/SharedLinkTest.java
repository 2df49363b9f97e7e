package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SharedLinkTest {
    private static List<Long> releases(UnaryOperator<Shaper.Builder> line, long seed, double bitsPerSecond) {
        List<Long> releases = new ArrayList<>();
        Simulation simulation = line.apply(Shaper.builder()).build().simulate();
        simulation.onRelease(packet -> releases.add(packet.releaseNanos()));
        SplittableRandom random = new SplittableRandom(seed);
        long nanos = 0;
        for (int i = 0; i < 500; i++) {
            int payload = random.nextInt(1_400);
            Frame frame = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                    .payload(payload)
                    .outgoing();
            advance(simulation, Duration.ofNanos(nanos));
            simulation.offer(frame);
            nanos += (long) (random.nextDouble() * random.nextInt(3) * 8e9 * 1_000 / bitsPerSecond);
        }
        simulation.runToIdle();
        return releases;
    }

    @Test
    void alone_is_the_same_as_a_link_of_its_own() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 60; round++) {
            long rate = 1 + (long) Math.pow(10, 3 + random.nextDouble(8.9));
            Impairment line = Impairment.parse("rate=" + rate + " bit/s overhead=24 mpu=84 queue=1 GB delay=3 ms");
            long seed = random.nextLong();
            assertThat(releases(shaper -> shaper.upload(SharedLink.of(line)), seed, (double) rate))
                    .as("%s", line)
                    .hasSize(500)
                    .isEqualTo(releases(shaper -> shaper.upload(line), seed, (double) rate));
        }
    }

    @Test
    void pauses_a_lossless_source_until_the_backlog_drains() {
        SharedLink link = SharedLink.of(Impairment.parse("rate=1 Mbit/s queue=10 ms"));
        Simulation first = Shaper.builder().upload(link).build().simulate();
        Simulation second = Shaper.builder().upload(link).build().simulate();
        Frame frame =
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(958).outgoing();

        assertThat(first.offerLossless(frame)).isEqualTo(Admission.ACCEPTED);
        assertThat(first.offerLossless(frame)).isEqualTo(Admission.ACCEPTED);
        assertThat(first.offerLossless(frame)).isEqualTo(Admission.BUSY);
        assertThat(second.offer(frame)).isEqualTo(Admission.dropped(DropReason.LINK_QUEUE_FULL));
        assertThat(second.offerLossless(frame)).isEqualTo(Admission.ACCEPTED);
        advance(first, Duration.ofNanos(13_999_999));
        assertThat(first.offerLossless(frame)).isEqualTo(Admission.BUSY);
        advance(first, Duration.ofMillis(14));
        assertThat(first.offerLossless(frame)).isEqualTo(Admission.ACCEPTED);
        assertThat(first.runToIdle().outgoing().packetsOut()).isEqualTo(3);
        assertThat(first.now()).isEqualTo(Duration.ofMillis(32));
    }

    private static void advance(Simulation simulation, Duration until) {
        simulation.run(until.minus(simulation.now()));
    }

    @Test
    void refuses_what_it_cannot_share() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedLink.of(Impairment.parse("delay=1 ms")))
                .withMessage("shared link must have a rate: \"delay=1 ms\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedLink.of(Impairment.parse("rate=1 kbps queue=9 packets")))
                .withMessage("queue of a shared link must be bytes or a time: 9 packets");
    }

    @Test
    void two_simulations_share_the_rate_in_order_of_arrival() {
        SharedLink link = SharedLink.of(Impairment.parse("rate=1 Mbit/s queue=50 ms"));
        Map<Long, Integer> released = new TreeMap<>();
        List<Integer> accepted = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(2);
        Simulation[] both = new Simulation[2];
        long[] bytes = new long[2];
        for (int i = 0; i < 2; i++) {
            int which = i;
            both[i] = Shaper.builder().upload(link).build().simulate();
            both[i].onRelease(packet -> {
                assertThat(released.put(packet.releaseNanos(), which)).isNull();
                bytes[which] += 1_000;
            });
        }
        Frame frame =
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(958).outgoing();
        assertThat(frame.length()).isEqualTo(1_000);
        for (int millis = 0; millis < 10_000; millis += 4) {
            int first = random.nextInt(2);
            for (int which : new int[] {first, 1 - first}) {
                advance(both[which], Duration.ofMillis(millis));
                if (both[which].offer(frame).equals(Admission.ACCEPTED)) {
                    accepted.add(which);
                }
            }
        }
        for (Simulation simulation : both) {
            advance(simulation, Duration.ofSeconds(10));
        }
        assertThat(bytes[0] + bytes[1]).isBetween(1_249_000L, 1_250_000L);
        assertThat(new ArrayList<>(released.values())).isEqualTo(accepted.subList(0, released.size()));
        assertThat(bytes[0]).isPositive();
        assertThat(bytes[1]).isPositive();
        assertThat(both[0].runToIdle().outgoing().drops())
                .isNotEmpty()
                .allMatch(drop -> drop.reason() == DropReason.LINK_QUEUE_FULL);
    }
}
