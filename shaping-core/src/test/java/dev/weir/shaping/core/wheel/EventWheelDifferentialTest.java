package dev.weir.shaping.core.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations on the wheel and on {@link NaiveEvents}, compared after every step. */
class EventWheelDifferentialTest {
    private static final int OPERATIONS = 50_000;
    private static final long[] STARTS = {
        0, 250, 65_530, (1L << 24) - 3, (1L << 32) - 1_000, (1L << 56) - 7, Long.MAX_VALUE - 70_000, Long.MAX_VALUE - 1
    };

    private static long removals;

    private EventWheel wheel = new EventWheel();
    private NaiveEvents naive = new NaiveEvents();
    private long submitted;
    private int operations;

    @BeforeAll
    static void count() {
        removals = 0;
    }

    @AfterAll
    static void really_removed_events() {
        assertThat(removals).isGreaterThan(1_000_000);
    }

    static Stream<Arguments> cases() {
        return Stream.of(Horizon.values())
                .flatMap(horizon -> LongStream.of(STARTS).mapToObj(start -> Arguments.of(horizon, start)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leaves_in_the_order_of_the_naive_model(Horizon horizon, long start) {
        SplittableRandom random = new SplittableRandom(horizon.name().hashCode() * 1_000_003L + start);
        advance(start, horizon, random);
        while (operations < OPERATIONS) {
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3, 4, 5, 6 -> schedule(horizon, random);
                case 7 -> burst(horizon, random);
                case 8, 9, 10 -> advance(horizon.due(naive.nowNanos, random), horizon, random);
                case 11, 12 -> advance(naive.nextDueNanos(), horizon, random);
                case 13 -> advance(Math.max(naive.nowNanos, naive.nextDueNanos() - 1), horizon, random);
                case 14 -> removeSome(horizon, random);
                default -> clearRarely(random);
            }
            if (naive.nowNanos == Long.MAX_VALUE && random.nextInt(50) == 0) {
                restart(start, horizon, random);
            }
        }
        advance(Long.MAX_VALUE, horizon, random);
        assertThat(wheel.hasNext()).isFalse();
    }

    private void restart(long start, Horizon horizon, SplittableRandom random) {
        advance(Long.MAX_VALUE, horizon, random);
        wheel = new EventWheel();
        naive = new NaiveEvents();
        advance(start, horizon, random);
    }

    private void schedule(Horizon horizon, SplittableRandom random) {
        long due = horizon.due(naive.nowNanos, random);
        long event = submitted++ * 0x9E3779B97F4A7C15L;
        wheel.schedule(due, event);
        naive.schedule(due, event);
        compare();
    }

    private void burst(Horizon horizon, SplittableRandom random) {
        for (int left = random.nextInt(1 << random.nextInt(11)); left > 0; left--) {
            schedule(horizon, random);
        }
    }

    /** Drains up to a limit; one event in eight schedules another one, half of these for the same instant. */
    private void advance(long limit, Horizon horizon, SplittableRandom random) {
        while (remove(limit)) {
            if (random.nextInt(8) == 0) {
                schedule(random.nextBoolean() ? Horizon.SAME_INSTANT : horizon, random);
            }
        }
    }

    private void removeSome(Horizon horizon, SplittableRandom random) {
        for (int left = random.nextInt(10); left > 0 && remove(naive.nextDueNanos()); left--) {
            schedule(horizon, random);
        }
    }

    private void clearRarely(SplittableRandom random) {
        if (random.nextInt(20) == 0) {
            List<NaiveEvents.Pending> shown = new ArrayList<>();
            wheel.forEach((due, event) -> shown.add(new NaiveEvents.Pending(due, event)));
            assertThat(Set.copyOf(shown)).hasSize(shown.size()).isEqualTo(Set.copyOf(naive.pending()));
        }
        if (random.nextInt(100) == 0) {
            wheel.clear();
            naive.clear();
        }
        compare();
    }

    private boolean remove(long limit) {
        boolean removed = naive.advanceTo(limit);
        assertThat(wheel.advanceTo(limit)).isEqualTo(removed);
        if (removed) {
            removals++;
            if (wheel.dueNanos() != naive.dueNanos || wheel.event() != naive.event) {
                assertThat(new long[] {wheel.dueNanos(), wheel.event()}).containsExactly(naive.dueNanos, naive.event);
            }
        }
        compare();
        return removed;
    }

    private void compare() {
        operations++;
        if (wheel.size() != naive.size() || wheel.nextDueNanos() != naive.nextDueNanos()) {
            assertThat(wheel.size()).isEqualTo(naive.size());
            assertThat(wheel.nextDueNanos()).isEqualTo(naive.nextDueNanos());
        }
    }
}
