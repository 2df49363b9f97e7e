package dev.weir.shaping;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.dscp;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Priorities.perDirection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.impair.RateLimit;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrioritiesTest {
    @Test
    void names_a_category_for_each_factory() {
        Map<PriorityClass, Priority> priorities = Map.of(
                PriorityClass.HIGH, high(),
                PriorityClass.NORMAL, normal(),
                PriorityClass.LOW, low(),
                PriorityClass.BLOCKED, block(),
                PriorityClass.IGNORED, ignore(),
                PriorityClass.LIMITED, limit(1),
                PriorityClass.DELAYED, delay(1),
                PriorityClass.DROPPED, drop(0.5),
                PriorityClass.CUSTOM, custom(Impairment.NONE));

        assertThat(priorities).hasSize(PriorityClass.values().length).allSatisfy((category, priority) -> {
            assertThat(incoming(priority).category()).isSameAs(category);
            assertThat(incoming(priority).passes()).isFalse();
            assertThat(priority.treatment(Direction.OUTGOING)).isEqualTo(incoming(priority));
        });
    }

    @Test
    void passes_without_a_category() {
        assertThat(incoming(pass()).passes()).isTrue();
        assertThat(incoming(pass()).category()).isNull();
    }

    @Test
    void leaves_the_rest_to_the_default_when_only_dscp_is_given() {
        assertThat(incoming(dscp(46)).passes()).isFalse();
        assertThat(incoming(dscp(46)).category()).isNull();
        assertThat(incoming(dscp(46)).dscp()).isEqualTo(Dscp.EF);
        assertThat(dscp(46)).isNotEqualTo(pass().dscp(Dscp.EF));
    }

    @Test
    void builds_dscp_from_the_bits_of_the_older_layout() {
        assertThat(dscp(5, false, true, true)).isEqualTo(dscp(43));
        assertThat(dscp(0, true, false, false)).isEqualTo(dscp(4));
        refuses(() -> dscp(8, false, false, false), "precedence must be within 0..7: 8");
        refuses(() -> dscp(-1, true, true, true), "precedence must be within 0..7: -1");
        refuses(() -> dscp(64), "dscp must be within 0..63: 64");
        refuses(() -> dscp(-1), "dscp must be within 0..63: -1");
    }

    @Test
    void limits_bytes_packets_or_both() {
        Rate rate = Rate.bytesPerSecond(50_000);
        assertThat(part(limit(50_000)).limit()).isEqualTo(RateLimit.of(rate));
        assertThat(part(limit(50_000, 100)).limit()).isEqualTo(new RateLimit(rate, 100));
        assertThat(part(limit(0, 100)).limit()).isEqualTo(RateLimit.packets(100));
        assertThat(limit(rate)).isEqualTo(limit(50_000)).isEqualTo(limit(RateLimit.of(rate)));
        assertThat(part(limit(50_000)).rate()).isNull();
    }

    @Test
    void refuses_a_limit_that_bounds_nothing_or_is_out_of_range() {
        refuses(() -> limit(0, 0), "limit must bound bytes, packets or both: 0 and 0");
        refuses(() -> limit(0), "limit must bound bytes, packets or both: 0 and 0");
        refuses(() -> limit(-1), "limit must be within 0..125000000000 bytes/s: -1");
        refuses(() -> limit(125_000_000_001L), "limit must be within 0..125000000000 bytes/s: 125000000001");
        refuses(() -> limit(1, -1), "packet limit must be within 0..1000000000 packets/s: -1");
        refuses(() -> limit(1, 1_000_000_001), "packet limit must be within 0..1000000000 packets/s: 1000000001");
        assertThat(part(limit(125_000_000_000L, 1_000_000_000)).limit()).isNotNull();
    }

    @Test
    void delays_with_or_without_jitter() {
        Duration delay = Duration.ofMillis(40);
        Duration jitter = Duration.ofMillis(60);
        assertThat(part(delay(40)).delay()).isEqualTo(Delay.constant(delay));
        assertThat(part(delay(40, 60)).delay()).isEqualTo(Delay.uniform(delay, jitter));
        assertThat(delay(delay)).isEqualTo(delay(40)).isEqualTo(delay(Delay.constant(delay)));
        assertThat(delay(delay, jitter)).isEqualTo(delay(40, 60));
        assertThat(part(delay(3_600_000, 3_600_000)).delay()).isEqualTo(Delay.uniform(Delay.MAX, Delay.MAX));
    }

    @Test
    void refuses_a_delay_out_of_range() {
        refuses(() -> delay(-1), "delay must be within 0..3600000 ms: -1");
        refuses(() -> delay(3_600_001), "delay must be within 0..3600000 ms: 3600001");
        refuses(() -> delay(Long.MAX_VALUE), "delay must be within 0..3600000 ms: " + Long.MAX_VALUE);
        refuses(() -> delay(1, -1), "jitter must be within 0..3600000 ms: -1");
        refuses(() -> delay(1, 3_600_001), "jitter must be within 0..3600000 ms: 3600001");
        refuses(() -> delay(Duration.ofMillis(-1)), "delay must be within 0..1 h: -1 ms");
        refuses(() -> delay(Duration.ZERO, Duration.ofHours(2)), "jitter must be within 0..1 h: 7200 s");
    }

    @Test
    void drops_with_a_probability() {
        assertThat(part(drop(0.25)).loss()).isEqualTo(Loss.random(Probability.of(0.25)));
        assertThat(drop(Probability.of(0.25))).isEqualTo(drop(0.25));
        assertThat(drop(-0.0)).isEqualTo(drop(0.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.1, 40.0, -0.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refuses_a_drop_rate_out_of_range(double rate) {
        refuses(() -> drop(rate), "drop rate must be within 0.0..1.0: " + rate);
        refuses(() -> custom(0, 0, 0, 0, rate), "drop rate must be within 0.0..1.0: " + rate);
    }

    @Test
    void takes_the_numbers_of_custom_in_the_order_limit_delay_drop() {
        Impairment impairment = part(custom(1_000, 20, 300, 40, 0.5));

        assertThat(impairment.limit()).isEqualTo(new RateLimit(Rate.bytesPerSecond(1_000), 20));
        assertThat(impairment.delay()).isEqualTo(Delay.uniform(Duration.ofMillis(300), Duration.ofMillis(40)));
        assertThat(impairment.loss()).isEqualTo(Loss.random(Probability.of(0.5)));
        assertThat(part(custom(0, 0, 0, 0, 0))).isEqualTo(Impairment.NONE);
        assertThat(custom(impairment)).isEqualTo(custom(1_000, 20, 300, 40, 0.5));
    }

    @Test
    void refuses_custom_numbers_out_of_range() {
        refuses(() -> custom(-1, 0, 0, 0, 0), "limit must be within 0..125000000000 bytes/s: -1");
        refuses(() -> custom(0, -1, 0, 0, 0), "packet limit must be within 0..1000000000 packets/s: -1");
        refuses(() -> custom(0, 0, -1, 0, 0), "delay must be within 0..3600000 ms: -1");
        refuses(() -> custom(0, 0, 0, -1, 0), "jitter must be within 0..3600000 ms: -1");
    }

    @Test
    void takes_a_half_of_each_priority_per_direction() {
        Priority mixed = perDirection(perDirection(high(), low()), perDirection(block(), limit(1)));

        assertThat(incoming(mixed)).isEqualTo(incoming(high()));
        assertThat(mixed.treatment(Direction.OUTGOING)).isEqualTo(incoming(limit(1)));
        assertThat(perDirection(high(), high())).isEqualTo(high());
    }

    private static Treatment incoming(Priority priority) {
        return priority.treatment(Direction.INCOMING);
    }

    private static Impairment part(Priority priority) {
        return incoming(priority).impairment();
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
