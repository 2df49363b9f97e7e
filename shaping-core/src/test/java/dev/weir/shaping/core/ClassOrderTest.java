package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.normal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packets of one length may go at instants that do not depend on who goes first. So the classes together must use exactly the instants of one token
 * bucket of the same rate, whatever the weights: nothing leaves early, and no time is lost.
 */
class ClassOrderTest {
    private static final int LENGTH = 1_200;
    private static final List<Priority> CLASSES = List.of(high(), normal(), low());

    private record Arrival(long nanos, int band) {}

    private static List<Arrival> arrivals(SplittableRandom random) {
        List<Arrival> arrivals = new ArrayList<>();
        long nanos = 0;
        for (int i = 0; i < 4_000; i++) {
            boolean pause = random.nextInt(200) == 0;
            nanos += pause ? random.nextLong(400_000_000) : random.nextLong(2_000_000);
            arrivals.add(new Arrival(nanos, random.nextInt(CLASSES.size())));
        }
        return arrivals;
    }

    private static Frame frame(int band) {
        return Packets.udp("10.0.0.2", 1 + band, "192.0.2.7", 443)
                .length(LENGTH)
                .outgoing();
    }

    private static List<Long> releases(Shaper shaper, List<Arrival> arrivals, List<List<Long>> numbers) {
        List<Long> releases = new ArrayList<>();
        Simulation simulation = shaper.simulate().onRelease(packet -> {
            releases.add(packet.releaseNanos());
            numbers.get(packet.array()[packet.offset() + 35] - 1).add(packet.number());
        });
        for (Arrival arrival : arrivals) {
            simulation.at(Duration.ofNanos(arrival.nanos()), () -> frame(arrival.band()));
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().drops()).isEmpty();
        return releases;
    }

    private static List<List<Long>> byClass() {
        return List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void uses_exactly_the_instants_of_one_bucket(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Rate rate = Rate.bitsPerSecond(8_000_000 + random.nextLong(10_000_000));
        Settings settings = Settings.builder()
                .severity(new Severity(random.nextInt(101), 0.1 + random.nextInt(20)))
                .fastDetection(random.nextBoolean())
                .build();
        List<Arrival> arrivals = arrivals(random);
        List<List<Long>> numbers = byClass();
        Shaper shared = Shaper.builder()
                .rule("classes", (packet, context) -> CLASSES.get(packet.localPort() - 1))
                .capacity(rate, rate)
                .settings(settings)
                .packetMemory(DataSize.ofBytes(1L << 30))
                .build();
        Priority bucket = limit(rate);
        Shaper single = Shaper.builder()
                .rule("all", (packet, context) -> bucket)
                .packetMemory(DataSize.ofBytes(1L << 30))
                .build();

        assertThat(releases(shared, arrivals, numbers)).isEqualTo(releases(single, arrivals, byClass()));
        assertThat(numbers).allSatisfy(ofClass -> assertThat(ofClass).isSorted().isNotEmpty());
    }
}
