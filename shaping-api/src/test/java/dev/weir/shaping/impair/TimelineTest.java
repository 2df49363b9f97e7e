package dev.weir.shaping.impair;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
    private static final Timeline<String> ONCE =
            Timeline.of("a").at(ofSeconds(2), "b").then(ofSeconds(1), "c");

    private static Timeline<String> words(String text) {
        return Timeline.parse(text, word -> word);
    }

    @Test
    void has_the_value_of_the_latest_step_in_force() {
        assertThat(ONCE.valueAt(Duration.ZERO)).isEqualTo("a");
        assertThat(ONCE.valueAt(ofNanos(1_999_999_999))).isEqualTo("a");
        assertThat(ONCE.valueAt(ofSeconds(2))).isEqualTo("b");
        assertThat(ONCE.valueAt(ofSeconds(3))).isEqualTo("c");
        assertThat(ONCE.valueAt(ofSeconds(Long.MAX_VALUE))).isEqualTo("c");
        assertThat(ONCE.values()).containsExactly("a", "b", "c");
        assertThat(ONCE.constant()).isFalse();
        assertThat(Timeline.of("a").constant()).isTrue();
    }

    @Test
    void tells_when_the_next_step_is() {
        Timeline.Phase<String> phase = ONCE.phaseAt(ofMillis(2_500));
        assertThat(phase).isEqualTo(new Timeline.Phase<>(0, 1, ofSeconds(2), ofSeconds(3), "b"));
        assertThat(phase).hasToString("2 s: b");
        assertThat(ONCE.phaseAt(ofHours(1))).isEqualTo(new Timeline.Phase<>(0, 2, ofSeconds(3), null, "c"));
        assertThat(Timeline.of("").phaseAt(ofHours(1))).hasToString("0 ms:");
    }

    @Test
    void begins_anew_for_ever() {
        Timeline<String> loop = ONCE.loop(ofSeconds(10));
        assertThat(loop.phaseAt(ofSeconds(9))).isEqualTo(new Timeline.Phase<>(0, 2, ofSeconds(3), ofSeconds(10), "c"));
        assertThat(loop.phaseAt(ofSeconds(10)))
                .isEqualTo(new Timeline.Phase<>(1, 0, ofSeconds(10), ofSeconds(12), "a"));
        assertThat(loop.phaseAt(ofSeconds(7_002)))
                .isEqualTo(new Timeline.Phase<>(700, 1, ofSeconds(7_002), ofSeconds(7_003), "b"));
        assertThat(loop.phaseAt(ofDays(365_000)).end()).isNull();
    }

    @Test
    void stays_at_the_end_of_the_last_of_some_rounds() {
        Timeline<String> loop = ONCE.loop(ofSeconds(10), 2);
        assertThat(loop.phaseAt(ofSeconds(9)).end()).isEqualTo(ofSeconds(10));
        assertThat(loop.phaseAt(ofSeconds(13))).isEqualTo(new Timeline.Phase<>(1, 2, ofSeconds(13), null, "c"));
        assertThat(loop.phaseAt(ofSeconds(20))).isEqualTo(loop.phaseAt(ofDays(99_999)));
        assertThat(Timeline.of("a").loop(ofSeconds(1)).phaseAt(ofMillis(4_500)).end())
                .isNull();
    }

    @Test
    void flaps() {
        Timeline<String> flap = Timeline.flap("up", ofMillis(30), "down", ofMillis(10));
        assertThat(flap).hasToString("0 ms: up | 30 ms: down | loop 40 ms");
        assertThat(flap.valueAt(ofMillis(69))).isEqualTo("up");
        assertThat(flap.valueAt(ofMillis(79))).isEqualTo("down");
    }

    @Test
    void puts_timelines_one_after_the_other() {
        assertThat(ONCE.then(ofMillis(500), Timeline.flap("d", ofSeconds(1), "e", ofSeconds(1))))
                .isEqualTo(words("0 s: a | 2 s: b | 3 s: c | 3500 ms: d | 4500 ms: e"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agrees_with_a_list_of_steps(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int steps = 1 + random.nextInt(5);
        int[] offsets = new int[steps];
        Timeline<Integer> timeline = Timeline.of(0);
        for (int step = 1; step < steps; step++) {
            offsets[step] = offsets[step - 1] + 1 + random.nextInt(4);
            timeline = timeline.at(ofMillis(offsets[step]), step);
        }
        int period = offsets[steps - 1] + 1 + random.nextInt(4);
        int rounds = 1 + random.nextInt(3);
        timeline = timeline.loop(ofMillis(period), rounds);
        for (int millis = 0; millis < 80; millis++) {
            int within = millis < period * rounds ? millis % period : period - 1;
            int expected = (int) IntStream.of(offsets)
                            .filter(offset -> offset <= within)
                            .count()
                    - 1;
            assertThat(timeline.valueAt(ofMillis(millis))).isEqualTo(expected);
            Duration end = timeline.phaseAt(ofMillis(millis)).end();
            if (end != null) {
                assertThat(timeline.phaseAt(end).start()).isEqualTo(end).isGreaterThan(ofMillis(millis));
                assertThat(timeline.valueAt(end.minusNanos(1))).isEqualTo(expected);
            }
        }
        assertThat(Timeline.parse(timeline.toString(), Integer::valueOf))
                .isEqualTo(timeline)
                .hasSameHashCodeAs(timeline);
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @Test
    void reads_lines_and_parts() {
        Timeline<Impairment> timeline = Timeline.parse(
                """
                # a tunnel
                0 s:  delay=40 ms

                2 s: loss=100 %
                4 s:
                loop 10 s 3 times
                """);
        assertThat(timeline)
                .hasToString("0 ms: delay=40 ms | 2 s: loss=100 % | 4 s: | loop 10 s 3 times")
                .isEqualTo(Timeline.parse(timeline.toString()));
        assertThat(timeline.values().get(2)).isEqualTo(Impairment.NONE);
    }

    @Test
    void reads_a_ramp() {
        assertThat(Timeline.parse("0 s: delay=10 ms | 1 s ramp 400 ms in 4 steps: delay=30 ms jitter=2 ms | 2 s: "))
                .hasToString("0 ms: delay=10 ms | 1.1 s: delay=15 ms jitter=500 us | 1.2 s: delay=20 ms jitter=1 ms"
                        + " | 1.3 s: delay=25 ms jitter=1.5 ms | 1.4 s: delay=30 ms jitter=2 ms | 2 s:");
        assertThat(Timeline.parse("0 s: | 0 s ramp 10 s: loss=50 %").values()).hasSize(11);
    }

    @Test
    void interpolates_rates_delays_and_loss() {
        Timeline<Impairment> ramp = Timeline.ramp(
                Impairment.parse("rate=1 Mbit/s overhead=24 B limit=10 Mbit/s and 100 packets/s loss=75 %"),
                Impairment.parse("rate=4 Mbit/s overhead=24 B limit=1 Mbit/s and 400 packets/s delay=30 ms"),
                ofSeconds(1),
                3);
        assertThat(ramp.values())
                .map(Impairment::toString)
                .containsExactly(
                        "rate=1 Mbit/s overhead=24 B limit=10 Mbit/s and 100 packets/s loss=75 %",
                        "rate=2 Mbit/s overhead=24 B limit=7 Mbit/s and 200 packets/s delay=10 ms loss=50 %",
                        "rate=3 Mbit/s overhead=24 B limit=4 Mbit/s and 300 packets/s delay=20 ms loss=25 %",
                        "rate=4 Mbit/s overhead=24 B limit=1 Mbit/s and 400 packets/s delay=30 ms");
        assertThat(ramp.phaseAt(ofSeconds(1)).start()).isEqualTo(ofSeconds(1));
        assertThat(ramp.phaseAt(ofMillis(500)).start()).isEqualTo(ofNanos(333_333_333));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate=1 Mbit/s", "limit=1 Mbit/s", "limit=1 Mbit/s and 5 packets/s rate=1 Mbit/s"})
    void refuses_to_interpolate_what_is_at_one_end_alone(String to) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeline.ramp(
                        Impairment.parse("limit=1 packets/s delay=1 ms"), Impairment.parse(to), ofSeconds(1), 2))
                .withMessageStartingWith(
                        "ramp must lead to a line that differs in rates, delay and random loss alone, from \"")
                .withMessageEndingWith(" to \"" + Impairment.parse(to) + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'' ; timeline must have a step, such as 0 s: delay=40 ms",
                "# 0 s: a ; timeline must have a step, such as 0 s: delay=40 ms",
                "loop 2 s ; '\"loop 2 s\": expected a step, such as 2 s: delay=40 ms'",
                "a ; '\"a\": expected a step, such as 2 s: delay=40 ms'",
                "1 s: a ; '\"1 s: a\": first step must be at 0 s: 1 s'",
                "now: a ; '\"now: a\": step must be a number with a unit: \"now\"'",
                "0 s: a | 0 s: b ; '\"0 s: b\": step must be at least 1 ms after the one at 0 ms and within 3153600000 s: 0 ms'",
                "0 s: a | -1 s: b ; '\"-1 s: b\": step of a timeline must be within 0 s..3153600000 s: -1 s'",
                "0 s: a | 99999999 h: b ; '\"99999999 h: b\": step of a timeline must be within 0 s..3153600000 s: 359999996400 s'",
                "0 s: a | 2 s: b | loop 2 s ; '\"loop 2 s\": step must be at least 1 ms after the one at 2 s and within 3153600000 s: 2 s'",
                "0 s: a | loop 2 s | 3 s: b ; '\"3 s: b\": loop must be the last part'",
                "0 s: a | loop 2 s 0 times ; '\"loop 2 s 0 times\": times of a loop must be 1 or more: 0'",
                "0 s: a | 1 s ramp 2 s: b ; '\"1 s ramp 2 s: b\": ramp must be one of lines'"
            })
    void refuses_what_is_no_timeline(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> words(text)).withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0 s ramp 2 s: delay=1 ms ; '\"0 s ramp 2 s: delay=1 ms\": ramp must come after a step'",
                "0 s: | 3 s: | 2 s ramp 2 s: ; '\"2 s ramp 2 s:\": ramp must not begin before the last step, at 3 s: 2 s'",
                "0 s: | 0 s ramp 2 s in 0 steps: ; '\"0 s ramp 2 s in 0 steps:\": steps of a timeline must be at most 65536 and those of a ramp 1 or more: 1 and 0'",
                "0 s: | 0 s ramp 1 s in 65536 steps: ; '\"0 s ramp 1 s in 65536 steps:\": steps of a timeline must be at most 65536 and those of a ramp 1 or more: 1 and 65536'",
                "0 s: | 0 s ramp 1 ms in 2 steps: ; '\"0 s ramp 1 ms in 2 steps:\": step must be at least 1 ms after the one at 0 ms and within 3153600000 s: 500 us'",
                "0 s: delay=1 ; '\"0 s: delay=1\": delay=1: delay has an unknown unit (use ns, us, ms, s, min, h): \"1\"'"
            })
    void refuses_what_is_no_timeline_of_lines(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeline.parse(text))
                .withMessage(message);
    }

    @Test
    void has_no_end_to_add_to_once_it_loops() {
        Timeline<String> loop = ONCE.loop(ofSeconds(10));
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.then(ofSeconds(1), "d"))
                .withMessage("steps must be added before the loop: " + loop);
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.loop(ofSeconds(11)))
                .withMessage("timeline must not loop yet: " + loop);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loop.valueAt(ofNanos(-1)))
                .withMessage("time must not be negative: -1 ns");
    }

    @Test
    void prints_what_it_reads_of_any_lines() {
        Random random = new Random(5);
        Timeline<Impairment> timeline = Timeline.of(RandomImpairments.impairment(random));
        for (int i = 0; i < 200; i++) {
            timeline = timeline.then(
                    ofNanos(1_000_000 + random.nextInt(1_000_000_000)), RandomImpairments.impairment(random));
        }
        assertThat(Timeline.parse(timeline.toString())).isEqualTo(timeline);
        assertThat(Timeline.parse(timeline.toString().replace(" | ", "\n")).values())
                .isEqualTo(List.copyOf(timeline.values()));
    }
}
