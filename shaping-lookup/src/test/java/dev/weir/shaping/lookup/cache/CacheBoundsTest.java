package dev.weir.shaping.lookup.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheBoundsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void takes_the_ends_of_the_ranges() {
        Duration year = Duration.ofDays(365);
        assertThat(new CacheBounds(1 << 24, year, year, Duration.ofMinutes(1), 1 << 16).maximumEntries())
                .isEqualTo(16_777_216);
        Duration least = Duration.ofNanos(1);
        assertThat(new CacheBounds(1, least, least, least, 1).keepFailed()).isEqualTo(least);
    }

    @Test
    void refuses_what_is_unbounded_or_empty() {
        assertThatThrownBy(() -> new CacheBounds(0, SECOND, SECOND, SECOND, 1))
                .hasMessage("maximumEntries must be within 1..16777216: 0");
        assertThatThrownBy(() -> new CacheBounds((1 << 24) + 1, SECOND, SECOND, SECOND, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CacheBounds(1, Duration.ZERO, SECOND, SECOND, 1))
                .hasMessage("keepFound must be above 0 and at most PT8760H: PT0S");
        assertThatThrownBy(() -> new CacheBounds(1, SECOND, Duration.ofNanos(-1), SECOND, 1))
                .hasMessageStartingWith("keepUnknown");
        assertThatThrownBy(() -> new CacheBounds(1, SECOND, SECOND, Duration.ofSeconds(61), 1))
                .hasMessage("keepFailed must be above 0 and at most PT1M: PT1M1S");
        assertThatThrownBy(() -> new CacheBounds(1, SECOND, SECOND, SECOND, 65_537))
                .hasMessage("maximumPending must be within 1..65536: 65537");
    }
}
