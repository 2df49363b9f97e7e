package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelayTest {
    @Test
    void has_no_jitter_when_constant() {
        assertThat(Delay.constant(Duration.ofMillis(40)))
                .isEqualTo(Delay.uniform(Duration.ofMillis(40), Duration.ZERO));
        assertThat(Delay.NONE).isEqualTo(Delay.constant(Duration.ZERO));
    }

    @Test
    void allows_a_jitter_above_the_delay() {
        Delay.Uniform delay = new Delay.Uniform(Duration.ofMillis(1), Delay.MAX);

        assertThat(delay.delay()).isEqualTo(Duration.ofMillis(1));
        assertThat(delay.jitter()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void refuses_times_out_of_range() {
        refuses(Duration.ofNanos(-1), "-1 ns");
        refuses(Delay.MAX.plusNanos(1), "3600.000000001 s");
        refuses(Duration.ofSeconds(Long.MAX_VALUE), "9223372036854775807 s");
        refuses(Duration.ofSeconds(Long.MIN_VALUE), "-9223372036854775808 s");
    }

    private static void refuses(Duration time, String printed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Delay.constant(time))
                .withMessage("delay must be within 0..1 h: " + printed);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Delay.uniform(Duration.ZERO, time))
                .withMessage("jitter must be within 0..1 h: " + printed);
    }
}
