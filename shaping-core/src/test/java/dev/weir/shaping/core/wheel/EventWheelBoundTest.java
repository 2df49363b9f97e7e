package dev.weir.shaping.core.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets of many thousand events, compared with {@link NaiveEvents}, and what a single operation on them moves. */
class EventWheelBoundTest {
    private static final int EVENTS = 100_000;

    private final EventWheel wheel = new EventWheel();
    private final NaiveEvents naive = new NaiveEvents();
    private final SplittableRandom random = new SplittableRandom(11);
    private long submitted;
    private long mostMoved;

    @ParameterizedTest
    @ValueSource(longs = {1, 200, 3_000, 60_000, 1_000_000, 16_000_000, 134_000_000, 1L << 40, 1L << 62})
    void one_operation_moves_few_of_many_events(long horizon) {
        fillAndDrain(() -> random.nextLong(horizon));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 300, 70_000, 1L << 24, 1L << 33, 1L << 41, 1L << 50, 1L << 57, 1L << 62})
    void one_operation_moves_few_events_of_one_instant(long ahead) {
        fillAndDrain(() -> ahead);
    }

    @ParameterizedTest
    @ValueSource(longs = {300, 70_000, 1L << 24, 1L << 33, 1L << 57})
    void one_operation_moves_few_events_of_some_instants_among_others(long ahead) {
        fillAndDrain(() -> random.nextBoolean() ? ahead : ahead + (random.nextLong() >>> 20 + random.nextInt(43)));
    }

    @ParameterizedTest
    @ValueSource(ints = {573, 574, 575, 637, 638, 700, 763, 826, 889, 952, 953, 1_016})
    void keeps_order_around_the_sizes_at_which_buckets_split(int events) {
        for (int round = 0; round < 20; round++) {
            long ahead = 1L << 3 * random.nextInt(20);
            long spread = 1L << random.nextInt(10);
            for (int i = 0; i < events; i++) {
                schedule(Math.min(ahead, Long.MAX_VALUE / 64) + random.nextLong(spread));
            }
            for (int i = 0; i < 10; i++) {
                remove();
                schedule(random.nextLong(ahead + 1));
            }
            while (naive.size() > random.nextInt(1_000)) {
                remove();
            }
        }
        drain();
    }

    private void fillAndDrain(Ahead ahead) {
        for (int i = 0; i < EVENTS; i++) {
            schedule(ahead.nanos());
        }
        for (int i = 0; i < EVENTS; i++) {
            remove();
            if (random.nextInt(3) > 0) {
                schedule(naive.nowNanos > Long.MAX_VALUE / 4 ? 0 : ahead.nanos());
            }
        }
        drain();
    }

    private void drain() {
        while (naive.size() > 0) {
            remove();
        }
        assertThat(wheel.hasNext()).isFalse();
        assertThat(mostMoved).isLessThanOrEqualTo(952).isLessThanOrEqualTo(RadixBuckets.MAX_MOVED);
        assertThat(wheel.moved()).isLessThanOrEqualTo(7 * submitted);
    }

    private void schedule(long ahead) {
        long due = naive.nowNanos + Math.min(ahead, Long.MAX_VALUE - naive.nowNanos);
        long before = wheel.moved();
        wheel.schedule(due, submitted);
        mostMoved = Math.max(mostMoved, wheel.moved() - before);
        naive.schedule(due, submitted++);
        compare();
    }

    private void remove() {
        long before = wheel.moved();
        assertThat(wheel.advanceTo(Long.MAX_VALUE)).isTrue();
        mostMoved = Math.max(mostMoved, wheel.moved() - before);
        naive.advanceTo(Long.MAX_VALUE);
        if (wheel.dueNanos() != naive.dueNanos || wheel.event() != naive.event) {
            assertThat(new long[] {wheel.dueNanos(), wheel.event()}).containsExactly(naive.dueNanos, naive.event);
        }
        compare();
    }

    private void compare() {
        if (wheel.size() != naive.size() || wheel.nextDueNanos() != naive.nextDueNanos()) {
            assertThat(wheel.size()).isEqualTo(naive.size());
            assertThat(wheel.nextDueNanos()).isEqualTo(naive.nextDueNanos());
        }
    }

    /** How far ahead the next event is due. */
    private interface Ahead {
        long nanos();
    }
}
