package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

class TraceTest {
    @Test
    void reads_files(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("lte.down");
        Files.writeString(file, "0\n3\r\n3\n10\n");
        assertThat(Trace.read(file)).isEqualTo(Trace.of(file.toString(), 0, 3, 3, 10));
        Impairment line = Impairment.parse("trace=lte.down delay=5 ms", TraceSource.within(folder));
        assertThat(line.trace()).isEqualTo(Trace.of("lte.down", 0, 3, 3, 10));
        assertThat(line).hasToString("trace=lte.down delay=5 ms");
        Impairment once = Impairment.parse("trace=lte.down once", TraceSource.within(folder));
        assertThat(once.trace()).isEqualTo(Trace.of("lte.down", 0, 3, 3, 10).once());
        assertThat(Impairment.parse(once.toString(), TraceSource.within(folder)))
                .isEqualTo(once);
        assertThat(Impairment.parse("trace=" + file, TraceSource.anywhere()).trace())
                .isEqualTo(Trace.read(file));
    }

    @Test
    void reads_files_only_where_it_may(@TempDir Path folder) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("trace=lte.down"))
                .withMessageContaining("trace needs a place to read files from");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("trace=../lte.down", TraceSource.within(folder)))
                .withMessageContaining("trace must lie within " + folder.toAbsolutePath());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("trace=/etc/hostname", TraceSource.within(folder)))
                .withMessageContaining("trace must lie within");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("trace=missing", TraceSource.within(folder)))
                .withMessageContaining("trace cannot be read: \"missing\"");
    }

    @Test
    void goes_without_a_rate() {
        Trace trace = Trace.of("t", 1);
        assertThat(Impairment.builder()
                        .trace(trace)
                        .queue(QueueLimit.packets(3))
                        .build()
                        .shape())
                .hasToString("trace=t queue=3 packets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.builder()
                        .trace(trace)
                        .rate(Rate.megabitsPerSecond(1))
                        .build())
                .withMessage("a link has a rate, a trace or a joint trace, not several: rate=1 Mbit/s trace=t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ''     | opportunities of trace t must be within 1..16777216: 0
            1;;2   | trace t, line 2: must be whole milliseconds within 0..2147483647: ""
            1;x    | trace t, line 2: must be whole milliseconds within 0..2147483647: "x"
            -1     | trace t, line 1: must be whole milliseconds within 0..2147483647: "-1"
            2147483648 | trace t, line 1: must be whole milliseconds within 0..2147483647: "2147483648"
            1;5;4  | trace t, line 3: must be at least 5: 4
            0;0    | trace t, line 2: is the last and must be above 0: 0
            """)
    void says_what_is_wrong(String lines, String message) {
        List<String> list = lines.isEmpty() ? List.of() : List.of(lines.split(";"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.parse("t", list))
                .withMessage(message);
    }

    @Test
    void knows_its_mean() {
        assertThat(Trace.of("t", 1).meanRate()).isEqualTo(Rate.bitsPerSecond(12_032_000));
        assertThat(Trace.of("t", 5, 10).meanRate()).isEqualTo(Rate.bitsPerSecond(2_406_400));
    }

    @Test
    void saves_rates_up_for_opportunities() {
        assertThat(Trace.ofRates("t", Duration.ofMillis(5), List.of(Rate.megabitsPerSecond(12))))
                .isEqualTo(Trace.of("t", 1, 2, 3, 4, 5));
        assertThat(Trace.ofRates("t", Duration.ofMillis(4), List.of(Rate.megabitsPerSecond(9))))
                .isEqualTo(Trace.of("t", 2, 3, 4));
        assertThat(Trace.ofRates(
                        "t",
                        Duration.ofMillis(2),
                        List.of(Rate.megabitsPerSecond(24), Rate.bitsPerSecond(1), Rate.megabitsPerSecond(6))))
                .isEqualTo(Trace.of("t", 1, 1, 2, 2, 6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.ofRates("t", Duration.ofNanos(1), List.of(Rate.megabitsPerSecond(9))))
                .withMessage("step of rates must be whole milliseconds within 1 ms..1 h: 1 ns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.ofRates("t", Duration.ofMillis(1), List.of(Rate.bitsPerSecond(1))))
                .withMessage("opportunities of trace t must be within 1..16777216: 0");
    }

    @Test
    void finds_the_first_at_a_time() {
        Trace trace = Trace.of("t", 0, 2, 2, 7);
        assertThat(trace.firstAt(0)).isZero();
        assertThat(trace.firstAt(1)).isEqualTo(1);
        assertThat(trace.firstAt(2)).isEqualTo(1);
        assertThat(trace.firstAt(3)).isEqualTo(3);
        assertThat(trace.firstAt(7)).isEqualTo(3);
    }
}
