package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.impair.Impairment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayOrderTest {
    private static final int PACKETS = 20_000;

    private static DelayRun run(String delay, int flows, long gapNanos) {
        return DelayRun.of(LossRun.ruled(Impairment.parse("delay=" + delay)), PACKETS, flows, gapNanos);
    }

    /** How many packets that came before one left after it, at most. */
    private static int mostOvertaken(List<Integer> order) {
        int most = 0;
        for (int i = 0; i < order.size(); i++) {
            int overtaken = 0;
            for (int j = i + 1; j < Math.min(order.size(), i + 2_000); j++) {
                overtaken += order.get(j) < order.get(i) ? 1 : 0;
            }
            most = Math.max(most, overtaken);
        }
        return most;
    }

    /** RFC 4737: the share of packets that leave after a later one. */
    private static double reordered(List<Integer> order) {
        int next = 0;
        int late = 0;
        for (int number : order) {
            late += number < next ? 1 : 0;
            next = Math.max(next, number + 1);
        }
        return (double) late / order.size();
    }

    @ParameterizedTest
    @CsvSource({"1, 0.125", "5, 0.59", "10, 0.71", "50, 0.87"})
    void is_that_of_due_times_if_free(int jitterMillis, double share) {
        DelayRun run = run("uniform(100 ms, " + jitterMillis + " ms) in any order", 1, 1_000_000L);
        assertThat(reordered(run.order)).isCloseTo(share, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 64})
    void is_left_by_a_few_packets_at_most_if_bounded(int most) {
        DelayRun run = run("uniform(100 ms, 100 ms) overtaking at most " + most, 1, 1_000_000L);
        assertThat(mostOvertaken(run.order)).isBetween((most + 1) / 2, most);
    }

    @Test
    void is_bounded_for_each_flow() {
        DelayRun run = run("normal(100 ms, 30 ms) overtaking at most 2", 5, 200_000L);
        for (int flow = 0; flow < 5; flow++) {
            int number = flow;
            List<Integer> own = run.order.stream()
                    .filter(packet -> packet % 5 == number)
                    .map(packet -> packet / 5)
                    .toList();
            assertThat(mostOvertaken(own)).isEqualTo(2);
        }
        assertThat(mostOvertaken(run.order)).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "normal(100 ms, 30 ms)",
                "pareto(minimum=1 ms, shape=1.1)",
                "log-normal(median=40 ms, p99=200 ms) correlated 50 %",
                "square(50 ms, 40 ms, period=100 ms)",
                "netem(normal, 100 ms, 30 ms)"
            })
    void is_kept_unless_told_otherwise(String delay) {
        assertThat(run(delay, 1, 1_000_000L).order).isSorted();
        assertThat(run(delay + " in any order", 1, 1_000_000L).order.stream()
                        .sorted()
                        .toList())
                .isNotEqualTo(run(delay + " in any order", 1, 1_000_000L).order);
    }

    @Test
    void makes_the_mean_longer_when_it_is_kept() {
        double free = run("uniform(100 ms, 50 ms) in any order", 1, 1_000_000L).mean();
        double kept = run("uniform(100 ms, 50 ms)", 1, 1_000_000L).mean();
        assertThat(free).isCloseTo(100e6, within(1e6));
        assertThat(kept).isGreaterThan(135e6);
    }
}
