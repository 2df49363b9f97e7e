package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JointTraceTest {
    @Test
    void reads_columns_in_any_order(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("drive.csv");
        Files.writeString(
                file, "\uFEFFloss (%), time (s),capacity (kbit/s),delay (us)\n0,0,2000,1500\n2.5,1.5,0,0\r\n");
        JointTrace expected = JointTrace.of(
                "drive.csv",
                List.of(
                        new JointTrace.Row(
                                Duration.ZERO,
                                Rate.megabitsPerSecond(2),
                                Duration.ofNanos(1_500_000),
                                Probability.ZERO),
                        new JointTrace.Row(
                                Duration.ofMillis(1_500),
                                Rate.bitsPerSecond(1),
                                Duration.ZERO,
                                Probability.percent(2.5))));
        Impairment line = Impairment.parse("joint=drive.csv queue=9 packets", TraceSource.within(folder));
        assertThat(line.joint()).isEqualTo(expected);
        assertThat(line).hasToString("joint=drive.csv queue=9 packets");
        assertThat(JointTrace.read(file).rows()).isEqualTo(expected.rows());
    }

    @Test
    void needs_no_delay_and_loss() {
        assertThat(JointTrace.parse("t", List.of("time (ms),capacity (Mbit/s)", "5,3"))
                        .rows())
                .containsExactly(new JointTrace.Row(
                        Duration.ofMillis(5), Rate.megabitsPerSecond(3), Duration.ZERO, Probability.ZERO));
    }

    @Test
    void stands_alone() {
        JointTrace trace = JointTrace.parse("t", List.of("time (ms),capacity (Mbit/s)", "5,3"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.builder()
                        .joint(trace)
                        .trace(Trace.of("u", 1))
                        .build())
                .withMessage("a link has a rate, a trace or a joint trace, not several: trace=u joint=t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            time (ms)                      | trace t, line 1: columns must contain time and capacity: "time (ms)"
            time,capacity (Mbit/s)         | trace t, line 1: columns must be time, capacity, delay and loss, each once and with a unit such as "time (ms)": "time"
            time (ms),time (ms)            | trace t, line 1: columns must be time, capacity, delay and loss, each once and with a unit such as "time (ms)": "time (ms)"
            time (ms),capacity (bit/s);1   | trace t, line 2: must have 2 columns: "1"
            time (ms),capacity (bit/s);1,x | trace t, line 2: capacity must be a number: "x"
            time (ms),capacity (fast);1,2  | trace t, line 2: rate has an unknown unit
            time (ms),capacity (bit/s)     | rows of trace t must be within 1..1048576: 0
            time (ms),capacity (bit/s);1,2;1,3 | trace t, row 2: time must be above 1 ms: 1 ms
            time (ms),capacity (bit/s),loss (%);1,2,101 | trace t, line 2:
            """)
    void says_what_is_wrong(String lines, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JointTrace.parse("t", List.of(lines.split(";"))))
                .withMessageStartingWith(message);
    }
}
