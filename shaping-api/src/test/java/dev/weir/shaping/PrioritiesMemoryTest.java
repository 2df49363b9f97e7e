package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrioritiesMemoryTest {
    private static final int CALLS = 20_000;
    private static final int ROUNDS = 8;

    private record Factory(String name, Runnable call) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static volatile Object sink = new Object();

    static Stream<Factory> factories() {
        return Stream.of(
                new Factory("high", () -> sink = Priorities.high()),
                new Factory("pass", () -> sink = Priorities.pass()),
                new Factory("limit(50_000)", () -> sink = Priorities.limit(50_000)),
                new Factory("limit(20_000, 100)", () -> sink = Priorities.limit(20_000, 100)),
                new Factory("delay(40)", () -> sink = Priorities.delay(40)),
                new Factory("delay(40, 5)", () -> sink = Priorities.delay(40, 5)),
                new Factory("drop(0.01)", () -> sink = Priorities.drop(0.01)),
                new Factory("custom", () -> sink = Priorities.custom(50_000, 100, 40, 5, 0.01)),
                new Factory("dscp(46)", () -> sink = Priorities.dscp(46)),
                new Factory("dscp(5, ..)", () -> sink = Priorities.dscp(5, false, true, true)));
    }

    @ParameterizedTest
    @MethodSource("factories")
    void allocates_nothing_after_first_use(Factory factory) {
        factory.call().run();

        assertThat(allocatedBytes(factory.call())).isZero();
    }

    @Test
    void keeps_the_memory_of_unbounded_answers_bounded() {
        Priority first = Priorities.limit(1_000_001);
        for (long bytes = 2_000_000; bytes < 2_200_000; bytes++) {
            Priorities.limit(bytes);
        }

        assertThat(Priorities.limit(1_000_001)).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    void answers_right_when_answers_share_a_place() {
        for (long packets = 0; packets < 50; packets++) {
            for (long bytes = 1; bytes < 2_000; bytes++) {
                Treatment treatment = Priorities.limit(bytes, packets).treatment(Direction.INCOMING);
                assertThat(treatment).hasToString(expected(bytes, packets));
            }
        }
    }

    private static String expected(long bytes, long packets) {
        return "limited(limit=" + Rate.bytesPerSecond(bytes) + (packets == 0 ? "" : " and " + packets + " packets/s")
                + ")";
    }

    /** The least of several rounds: what the JVM allocates once, when it links or compiles, is not the factory's. */
    private static long allocatedBytes(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
