package dev.weir.shaping.core.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventWheelTest {
    private final EventWheel wheel = new EventWheel();

    @Test
    void removes_nothing_when_empty() {
        assertThat(wheel.advanceTo(Long.MAX_VALUE)).isFalse();
        assertThat(wheel.hasNext()).isFalse();
        assertThat(wheel.size()).isZero();
        assertThat(wheel.nextDueNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void leaves_in_order_of_time_then_submission() {
        wheel.schedule(300, 1);
        wheel.schedule(5, 2);
        wheel.schedule(300, 3);
        wheel.schedule(299, 4);
        wheel.schedule(5, 5);

        assertThat(drain(Long.MAX_VALUE)).containsExactly("5:2", "5:5", "299:4", "300:1", "300:3");
    }

    @Test
    void keeps_submission_order_when_an_instant_was_reached_over_different_levels() {
        wheel.schedule(70_000, 1);
        wheel.schedule(65_700, 0);
        wheel.schedule(69_999, 0);
        assertThat(drain(65_700)).containsExactly("65700:0");
        wheel.schedule(70_000, 2);
        assertThat(drain(69_999)).containsExactly("69999:0");
        wheel.schedule(70_000, 3);

        assertThat(drain(70_000)).containsExactly("70000:1", "70000:2", "70000:3");
    }

    @Test
    void runs_an_event_scheduled_for_the_current_instant_in_the_same_drain_behind_earlier_ones() {
        wheel.schedule(10, 1);
        wheel.schedule(10, 2);
        wheel.schedule(11, 3);

        assertThat(wheel.advanceTo(10)).isTrue();
        wheel.schedule(10, 4);

        assertThat(drain(11)).containsExactly("10:2", "10:4", "11:3");
    }

    @Test
    void stays_at_the_due_time_until_the_drain_is_over() {
        wheel.schedule(10, 1);

        assertThat(wheel.advanceTo(1_000)).isTrue();
        wheel.schedule(20, 2);

        assertThat(drain(1_000)).containsExactly("20:2");
        assertThatIllegalArgumentException().isThrownBy(() -> wheel.schedule(999, 3));
    }

    @Test
    void allows_an_earlier_event_when_the_next_due_time_was_asked_for() {
        wheel.schedule(1_000_000, 1);
        wheel.schedule(1_000_001, 2);
        assertThat(wheel.nextDueNanos()).isEqualTo(1_000_000);

        wheel.schedule(7, 3);

        assertThat(wheel.nextDueNanos()).isEqualTo(7);
        assertThat(drain(Long.MAX_VALUE)).containsExactly("7:3", "1000000:1", "1000001:2");
    }

    @Test
    void allows_an_earlier_event_when_the_limit_was_between_the_bucket_of_the_next_one_and_its_due_time() {
        wheel.schedule(1_000_500, 1);
        wheel.schedule(1_000_600, 2);
        assertThat(drain(1_000_100)).isEmpty();

        wheel.schedule(1_000_200, 3);
        wheel.schedule(1_000_100, 4);

        assertThat(drain(1_000_500)).containsExactly("1000100:4", "1000200:3", "1000500:1");
        assertThat(wheel.size()).isEqualTo(1);
    }

    @Test
    void holds_events_at_the_end_of_time() {
        wheel.schedule(Long.MAX_VALUE, 1);
        wheel.schedule(Long.MAX_VALUE - 1, 2);
        wheel.schedule(Long.MAX_VALUE, 3);

        assertThat(wheel.hasNext()).isTrue();
        assertThat(drain(Long.MAX_VALUE - 1)).containsExactly((Long.MAX_VALUE - 1) + ":2");
        assertThat(wheel.nextDueNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(drain(Long.MAX_VALUE)).containsExactly(Long.MAX_VALUE + ":1", Long.MAX_VALUE + ":3");
    }

    @Test
    void rejects_a_due_time_that_has_passed() {
        wheel.advanceTo(50);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> wheel.schedule(49, 1))
                .withMessage("due time must not be before 50 ns: 49 ns");
        assertThatIllegalArgumentException().isThrownBy(() -> wheel.schedule(-1, 1));
        assertThat(wheel.size()).isZero();
    }

    @Test
    void rejects_a_limit_that_has_passed() {
        wheel.schedule(40, 1);
        wheel.advanceTo(50);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> wheel.advanceTo(39))
                .withMessage("limit must not be before 40 ns: 39 ns");
    }

    @Test
    void drops_everything_and_keeps_its_time_when_cleared() {
        wheel.schedule(100, 1);
        drain(100);
        for (int i = 0; i < 1_000; i++) {
            wheel.schedule(100 + i * 977L, i);
        }

        wheel.clear();

        assertThat(wheel.hasNext()).isFalse();
        assertThat(wheel.advanceTo(200)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> wheel.schedule(199, 1));
        wheel.schedule(300, 2);
        assertThat(drain(400)).containsExactly("300:2");
    }

    private List<String> drain(long limit) {
        List<String> left = new ArrayList<>();
        while (wheel.advanceTo(limit)) {
            left.add(wheel.dueNanos() + ":" + wheel.event());
        }
        return left;
    }
}
