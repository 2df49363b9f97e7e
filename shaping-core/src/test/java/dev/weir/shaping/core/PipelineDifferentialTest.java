package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.custom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A rule that loses, limits, serialises and delays, above a line that serialises, treats every packet as a model that works stage by
 * stage on whole lists says. The model takes the random draws from the ledger and nothing else.
 */
class PipelineDifferentialTest {
    private static final int PACKETS = 3_000;
    private static final int FLOWS = 5;

    private record Sent(int index, int flow, long nanos, int length) {}

    private record Recipe(double loss, long limit, long rate, long delay, long jitter, long line) {
        static Recipe random(SplittableRandom random) {
            long jitter = random.nextInt(3) == 0 ? 0 : random.nextLong(30_000_000);
            return new Recipe(
                    random.nextInt(4) == 0 ? 0 : random.nextDouble(0.5),
                    8 * (100_000 + random.nextLong(1_000_000)),
                    800_000 + random.nextLong(9_000_000),
                    random.nextLong(50_000_000),
                    jitter,
                    700_000 + random.nextLong(9_000_000));
        }

        Priority priority() {
            return custom(Impairment.builder()
                    .loss(Loss.random(Probability.of(loss)))
                    .limit(Rate.bitsPerSecond(limit))
                    .rate(Rate.bitsPerSecond(rate))
                    .delay(Delay.uniform(Duration.ofNanos(delay), Duration.ofNanos(jitter)))
                    .build());
        }
    }

    private static List<Sent> traffic(SplittableRandom random) {
        List<Sent> traffic = new ArrayList<>();
        long nanos = 0;
        for (int i = 0; i < PACKETS; i++) {
            int length = 64 + random.nextInt(1_450);
            traffic.add(new Sent(i, random.nextInt(FLOWS), nanos, length));
            nanos += random.nextInt(5) == 0 ? 0 : random.nextLong(4_000_000);
        }
        return traffic;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void treats_every_packet_as_the_model_does(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Recipe recipe = Recipe.random(random);
        List<Sent> traffic = traffic(random);
        DecisionLedger ledger = DecisionLedger.keepLast(PACKETS);
        Long[] releases = new Long[PACKETS];
        Arrays.fill(releases, ExactLine.DROPPED);
        ShapingReport report = run(recipe, traffic, ledger, releases, seed);
        assertThat(ledger.truncated()).isFalse();
        assertThat(Arrays.asList(releases)).isEqualTo(model(recipe, traffic, draws(ledger)));
        assertThat(report.outgoing().packetsOut()).isBetween(PACKETS / 10L, (long) PACKETS);
    }

    private static ShapingReport run(
            Recipe recipe, List<Sent> traffic, DecisionLedger ledger, Long[] releases, long seed) {
        Priority priority = recipe.priority();
        Simulation simulation = Shaper.builder()
                .rule("bad", (packet, context) -> priority)
                .upload(Impairment.builder()
                        .rate(Rate.bitsPerSecond(recipe.line))
                        .build())
                .seed(seed)
                .build()
                .simulate()
                .ledger(ledger)
                .onRelease(packet -> releases[(int) packet.token()] = packet.releaseNanos());
        for (Sent sent : traffic) {
            byte[] bytes = Packets.udp("10.0.0.2", 5_000 + sent.flow, "192.0.2.7", 443)
                    .length(sent.length)
                    .outgoing()
                    .bytes();
            simulation.offer(
                    sent.nanos,
                    bytes,
                    0,
                    bytes.length,
                    bytes.length,
                    LinkType.ETHERNET,
                    Direction.OUTGOING,
                    sent.index);
        }
        return simulation.runToIdle();
    }

    private static List<List<Long>> draws(DecisionLedger ledger) {
        List<List<Long>> draws = new ArrayList<>(Collections.nCopies(PACKETS, List.of()));
        for (LedgerLine line : LedgerLine.all(ledger)) {
            draws.set((int) line.packet() - 1, line.draws());
        }
        return draws;
    }

    private static List<Long> model(Recipe recipe, List<Sent> traffic, List<List<Long>> draws) {
        List<Sent> here = new ArrayList<>(traffic);
        if (recipe.loss > 0) {
            long threshold = Probability.of(recipe.loss).threshold();
            here.removeIf(sent -> Draws.happens(draws.get(sent.index).get(0), threshold));
        }
        here = through(here, ExactLine.limit(arrivals(here), recipe.limit, 0, bytes(recipe.limit, 2), Long.MAX_VALUE));
        here = through(here, ExactLine.link(arrivals(here), recipe.rate, bytes(recipe.rate, 10), Long.MAX_VALUE));
        here = delayed(recipe, here, draws);
        here = through(here, ExactLine.link(arrivals(here), recipe.line, bytes(recipe.line, 10), Long.MAX_VALUE));
        Long[] releases = new Long[traffic.size()];
        Arrays.fill(releases, ExactLine.DROPPED);
        here.forEach(sent -> releases[sent.index] = sent.nanos);
        return Arrays.asList(releases);
    }

    private static long bytes(long bitsPerSecond, long perSecond) {
        return Math.max(65_536, bitsPerSecond / perSecond / 8);
    }

    private static List<ExactLine.Arrival> arrivals(List<Sent> here) {
        return here.stream()
                .map(sent -> new ExactLine.Arrival(sent.nanos, sent.length))
                .toList();
    }

    private static List<Sent> through(List<Sent> here, List<Long> releases) {
        List<Sent> there = new ArrayList<>();
        for (int i = 0; i < here.size(); i++) {
            if (releases.get(i) != ExactLine.DROPPED) {
                Sent sent = here.get(i);
                there.add(new Sent(sent.index, sent.flow, releases.get(i), sent.length));
            }
        }
        return there;
    }

    private static List<Sent> delayed(Recipe recipe, List<Sent> here, List<List<Long>> draws) {
        long[] latest = new long[FLOWS];
        List<Sent> there = new ArrayList<>();
        for (Sent sent : here) {
            long wait = recipe.delay;
            if (recipe.jitter > 0) {
                List<Long> drawn = draws.get(sent.index);
                long draw = drawn.get(drawn.size() - 1);
                wait = Math.max(0, wait - recipe.jitter + Draws.uniform(draw, 2 * recipe.jitter + 1));
            }
            long due = Math.max(sent.nanos + wait, latest[sent.flow]);
            latest[sent.flow] = due;
            there.add(new Sent(sent.index, sent.flow, due, sent.length));
        }
        there.sort(Comparator.comparingLong(Sent::nanos));
        return there;
    }
}
