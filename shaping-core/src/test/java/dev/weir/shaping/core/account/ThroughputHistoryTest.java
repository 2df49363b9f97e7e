package dev.weir.shaping.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThroughputHistoryTest {
    private record Sent(long nanos, int length) {}

    @ParameterizedTest
    @ValueSource(longs = {1_000, 3_000_000, 900_000_000L, 7_200_000_000_000L, 1L << 55})
    void agrees_with_a_list_of_packets(long step) {
        SplittableRandom random = new SplittableRandom(step);
        ThroughputHistory history = new ThroughputHistory();
        List<Sent> model = new ArrayList<>();
        long nanos = 0;
        for (int i = 0; i < 200; i++) {
            model.add(new Sent(nanos, random.nextInt(1_500)));
            history.record(nanos, model.get(i).length);
            nanos += random.nextLong(step);
        }
        long width = history.snapshot().binNanos();
        long[] bins = history.snapshot().bytesPerBin();
        assertThat(bins.length).isLessThanOrEqualTo(1_024);
        assertThat(width).isGreaterThanOrEqualTo(1_000_000);
        assertThat(width == 1_000_000 || model.get(199).nanos / (width / 2) >= 1_024)
                .isTrue();
        long[] expected = new long[bins.length];
        model.forEach(sent -> expected[(int) (sent.nanos / width)] += sent.length);
        assertThat(bins).isEqualTo(expected);
    }

    @Test
    void reaches_the_end_of_time() {
        ThroughputHistory history = new ThroughputHistory();
        history.record(0, 1);
        history.record(Long.MAX_VALUE, 2);
        long[] bins = history.snapshot().bytesPerBin();
        assertThat(bins[0]).isEqualTo(1);
        assertThat(bins[bins.length - 1]).isEqualTo(2);
        assertThat(new ThroughputHistory().snapshot().bytesPerBin()).isEmpty();
    }
}
