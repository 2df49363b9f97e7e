package dev.weir.shaping.core.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventWheelMemoryTest {
    private static final int OPERATIONS = 1_000_000;

    private final EventWheel wheel = new EventWheel();
    private final long[] delays =
            new SplittableRandom(7).longs(1 << 12, 0, 134_000_000).toArray();

    @Test
    void allocates_nothing_in_the_steady_state() {
        fill(20_000);
        hold(OPERATIONS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();

        hold(OPERATIONS);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
    }

    @Test
    void uses_the_memory_of_a_peak_again() {
        fill(200_000);
        long peak = wheel.storedWords();
        drain();
        fill(200_000);
        hold(OPERATIONS);
        wheel.clear();
        fill(200_000);

        assertThat(wheel.storedWords()).isLessThanOrEqualTo(peak + peak / 20);
    }

    @Test
    void holds_no_more_than_the_pairs_and_a_chunk_for_each_bucket() {
        fill(200_000);
        hold(OPERATIONS);

        long pairsInChunk = (Chunks.WORDS - Chunks.HEADER) / 2;
        long fullChunks = 200_000 / pairsInChunk;
        assertThat(wheel.storedWords()).isLessThan((fullChunks + 2_048) * Chunks.WORDS);
    }

    @Test
    void stays_small_when_few_events_are_pending() {
        fill(10);
        long words = wheel.storedWords();

        hold(OPERATIONS);

        assertThat(wheel.storedWords()).isEqualTo(words);
    }

    private void fill(int events) {
        for (int i = 0; i < events; i++) {
            wheel.schedule(now() + delays[i & delays.length - 1], i);
        }
    }

    private void hold(int operations) {
        for (int i = 0; i < operations; i++) {
            wheel.advanceTo(Long.MAX_VALUE);
            wheel.schedule(wheel.dueNanos() + delays[i & delays.length - 1], wheel.event());
        }
    }

    private void drain() {
        int left = wheel.size();
        while (left-- > 0) {
            wheel.advanceTo(Long.MAX_VALUE);
        }
    }

    private long now() {
        return wheel.dueNanos();
    }
}
