package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command in a Java that has no graphical part. */
class WithoutDesktopTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private int weir(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.base,java.logging",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.weir.cli.Weir"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void the_demo_writes_all_but_the_plot() throws IOException, InterruptedException {
        Path dir = folder.resolve("demo");
        int code = weir("demo", "--dir", dir.toString());
        assertThat(Files.readString(folder.resolve("stderr")))
                .startsWith(
                        "weir: " + dir.resolve("plot.png")
                                + ": not drawn, this Java has no fonts or no graphics library (java.lang.ClassNotFoundException: ")
                .hasLineCount(1);
        assertThat(code).isZero();
        assertThat(Captures.names(dir)).containsExactly("ledger.jsonl", "out.pcap", "report.json");
        assertThat(Files.readString(folder.resolve("stdout")))
                .contains("seed 42")
                .doesNotContain("plot.png");
    }

    @Test
    void a_plot_that_was_asked_for_is_a_failure() throws IOException, InterruptedException {
        Path out = folder.resolve("out.pcap");
        Path plot = folder.resolve("plot.png");
        int code =
                weir("shape", Captures.sample(folder).toString(), "--out", out.toString(), "--plot", plot.toString());
        assertThat(folder.resolve("stderr")).content().startsWith("weir: " + plot + ": not drawn, ");
        assertThat(code).isEqualTo(1);
        assertThat(Captures.names(folder)).containsExactly("out.pcap", "sample.pcap", "stderr", "stdout");
    }
}
