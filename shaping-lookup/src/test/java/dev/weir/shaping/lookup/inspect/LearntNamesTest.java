package dev.weir.shaping.lookup.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.IpAddress;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class LearntNamesTest {
    private static final long SECOND = 1_000_000_000;
    private static final IpAddress ADDRESS = IpAddress.of(192, 0, 2, 7);

    private final LongAdder learnt = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LearntNames names = new LearntNames(8, learnt, evictions);

    @Test
    void knows_a_name_for_its_time() {
        names.learn(ADDRESS, "example.org", 100, SECOND);
        assertThat(names.name(ADDRESS, 101 * SECOND - 1)).isEqualTo("example.org");
        assertThat(names.name(ADDRESS, 101 * SECOND)).isNull();
        assertThat(names.name(IpAddress.of(192, 0, 2, 8), SECOND)).isNull();
    }

    @Test
    void knows_a_name_for_half_a_minute_at_least_and_a_day_at_most() {
        names.learn(ADDRESS, "short.example", 0, 0);
        assertThat(names.name(ADDRESS, 30 * SECOND - 1)).isEqualTo("short.example");
        assertThat(names.name(ADDRESS, 30 * SECOND)).isNull();
        names.learn(ADDRESS, "long.example", 0xFFFF_FFFFL, 0);
        assertThat(names.name(ADDRESS, 86_400 * SECOND - 1)).isEqualTo("long.example");
        assertThat(names.name(ADDRESS, 86_400 * SECOND)).isNull();
    }

    @Test
    void changes_its_version_when_it_knows_more() {
        long before = names.version();
        names.learn(ADDRESS, "example.org", 100, 0);
        long first = names.version();
        assertThat(first).isNotEqualTo(before);
        names.learn(ADDRESS, "example.org", 100, SECOND);
        assertThat(names.version()).as("the same again").isEqualTo(first);
        names.learn(ADDRESS, "example.net", 100, SECOND);
        assertThat(names.version()).isNotEqualTo(first);
        assertThat(learnt.sum()).isEqualTo(2);
        assertThat(names.name(ADDRESS, SECOND)).isEqualTo("example.net");
    }

    @Test
    void is_bounded_and_forgets_what_ends_first() {
        for (int i = 0; i < 100; i++) {
            names.learn(IpAddress.of(10, 0, 0, i), "n" + i, 1_000 - i, 0);
        }
        assertThat(evictions.sum()).isEqualTo(92);
        assertThat(names.name(IpAddress.of(10, 0, 0, 0), SECOND)).isEqualTo("n0");
        assertThat(names.name(IpAddress.of(10, 0, 0, 99), SECOND)).isEqualTo("n99");
        assertThat(names.name(IpAddress.of(10, 0, 0, 98), SECOND)).isNull();
    }
}
