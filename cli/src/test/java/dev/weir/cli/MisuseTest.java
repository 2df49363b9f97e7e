package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisuseTest {
    private static final String SEE_SHAPE = " (see weir shape --help)\n";

    @TempDir
    Path folder;

    private void assertMisused(Run run, String line) throws IOException {
        assertThat(run.err()).isEqualTo("weir: " + line);
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
        assertThat(Captures.names(folder)).containsExactly("sample.pcap");
    }

    @Test
    void wants_a_command() throws IOException {
        Captures.sample(folder);
        assertMisused(
                Run.of(),
                "missing command, expected one of demo, shape, inspect, profiles, conformance, rules (see weir --help)\n");
        assertMisused(
                Run.of("shap"),
                "unknown command 'shap', expected one of demo, shape, inspect, profiles, conformance, rules (see weir --help)\n");
        assertMisused(Run.of("--nope"), "unknown option: '--nope' (see weir --help)\n");
        assertMisused(Run.of("rules"), "missing command, expected check (see weir rules --help)\n");
        assertMisused(
                Run.of("rules", "chek"), "unknown command 'chek', expected one of check (see weir rules --help)\n");
        assertMisused(Run.of("rules", "check"), "missing required parameter: 'FILE' (see weir rules check --help)\n");
    }

    @Test
    void wants_all_arguments_and_no_more() throws IOException {
        Path in = Captures.sample(folder);
        assertMisused(Run.of("shape", in), "missing required option: '--out=OUT'" + SEE_SHAPE);
        assertMisused(Run.of("shape", "--out", folder.resolve("o")), "missing required parameter: 'IN'" + SEE_SHAPE);
        assertMisused(Run.of("inspect"), "missing required parameter: 'FILE' (see weir inspect --help)\n");
        assertMisused(Run.of("inspect", in, "b"), "unmatched argument at index 2: 'b' (see weir inspect --help)\n");
        assertMisused(
                Run.of("demo", "--dir"),
                "missing required parameter for option '--dir' (DIR) (see weir demo --help)\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nope     | x               | unknown options: '--nope', 'x'",
                "--download | rat=1           | invalid value for option '--download': unknown word \"rat\"",
                "--download | rate=-5 Mbit/s  | rate must be within 1..1000000000000 bit/s: \"-5 Mbit/s\"",
                "--upload   | loss=140 %      | loss=140 %: probability must be within 0..100 % or 0.0..1.0: \"140 %\"",
                "--upload   | delay=5 parsecs | invalid value for option '--upload': delay=5 parsecs",
                "--profile  | 5G              | invalid value for option '--profile': profile is unknown: \"5G\", see weir profiles",
                "--upload   | 0 s: loss=2     | \"0 s: loss=2\": loss=2: probability must be within 0..100 % or 0.0..1.0: \"2\"",
                "--local    | 10.0.0.0/33     | 10.0.0.0/33: prefix length must be within 0..32: 33",
                "--local    | 10.0.0.1,here   | not an ip address: \"here\"",
                "--seed     | many            | invalid value for option '--seed': 'many' is not a long",
            })
    void names_the_wrong_word(String option, String value, String problem) throws IOException {
        Run run = Run.of("shape", Captures.sample(folder), "--out", folder.resolve("o"), option, value);
        assertThat(run.err()).contains(problem);
        assertMisused(run, run.err().lines().findFirst().orElseThrow().substring(6) + "\n");
    }

    @Test
    void shows_a_stack_trace_only_when_asked() throws IOException {
        Path in = Captures.sample(folder);
        Run run = Run.of("inspect", in, "--nope", "--verbose");
        assertThat(run.err()).startsWith("weir: unknown option: '--nope'").contains("\tat ");
        assertThat(run.code()).isEqualTo(2);
        Run failure = Run.of("inspect", "--verbose", folder.resolve("gone"));
        assertThat(failure.err()).contains(": no such file\n", "NoSuchFileException", "\tat ");
        assertThat(failure.code()).isEqualTo(1);
    }

    @Test
    void explains_itself() {
        assertThat(Run.of("--version").out()).matches("weir \\d+\\.\\d+\\.\\d+\\S*\\n");
        assertThat(Run.of("--help").out()).contains("Example:", "demo", "shape", "inspect");
        for (String command : new String[] {"demo", "shape", "inspect", "profiles"}) {
            Run run = Run.of(command, "--help");
            assertThat(run.out()).contains("Usage: weir " + command, "Example:\n  weir " + command);
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isZero();
        }
    }
}
