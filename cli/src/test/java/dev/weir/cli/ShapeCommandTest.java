package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapeCommandTest {
    @TempDir
    Path folder;

    @Test
    void changes_nothing_without_a_recipe() throws IOException {
        Path in = Captures.sample(folder);
        Path out = folder.resolve("out.pcap");

        Run run = Run.of("shape", in, "--out", out);

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("seed 0, ", "local addresses 10.0.0.2, fd00:10::2");
        assertThat(out).hasSameBinaryContentAs(in);
        assertThat(Captures.names(folder)).containsExactly("out.pcap", "sample.pcap");
    }

    @Test
    void writes_pcapng_by_its_name() throws IOException {
        Path out = folder.resolve("out.pcapng");
        assertThat(Run.of("shape", Captures.sample(folder), "--out", out).code())
                .isZero();
        assertThat(Files.readAllBytes(out)).startsWith(0x0A, 0x0D, 0x0D, 0x0A);
    }

    @Test
    void writes_into_devices() throws IOException {
        Path none = Path.of("/dev/null");
        assumeThat(none).exists();
        Run run = Run.of(
                "shape", Captures.sample(folder), "--out", none, "--report", none, "--ledger", none, "--plot", none);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void applies_each_line_to_its_direction() throws IOException {
        Path report = folder.resolve("report.json");
        Run run = Run.of(
                "shape",
                Captures.sample(folder),
                "--out",
                folder.resolve("out.pcap"),
                "--download",
                "loss=100 %",
                "--upload",
                "rate=1 Mbit/s, delay=20 ms",
                "--seed",
                "-7",
                "--local",
                "10.0.0.0/30, fd00:10::2",
                "--report",
                report);
        assertThat(run.code()).isZero();

        JsonNode root = new ObjectMapper().readTree(report.toFile());
        assertThat(root.path("seed").asLong()).isEqualTo(-7);
        assertThat(root.path("download").asText()).isEqualTo("loss=100 %");
        assertThat(root.path("upload").asText()).isEqualTo("rate=1 Mbit/s delay=20 ms");
        assertThat(root.path("localAddresses").toString()).isEqualTo("[\"10.0.0.0/30\",\"fd00:10::2\"]");
        JsonNode incoming = root.path("incoming");
        assertThat(incoming.path("packetsOut").asLong()).isZero();
        assertThat(incoming.path("drops").path(0).path("reason").asText()).isEqualTo("LOSS");
        assertThat(incoming.path("link").isNull()).isTrue();
        JsonNode outgoing = root.path("outgoing");
        assertThat(outgoing.path("packetsDropped").asLong()).isZero();
        assertThat(outgoing.path("delay").path("p50Nanos").asLong()).isGreaterThan(20_000_000);
        assertThat(outgoing.path("link").path("configuredBitsPerSecond").asLong())
                .isEqualTo(1_000_000);
        assertThat(outgoing.path("link").path("achievedBitsPerSecond").asDouble())
                .isBetween(990_000.0, 1_000_001.0);
    }

    @Test
    void handles_a_capture_without_packets() throws IOException {
        Path plot = folder.resolve("plot.png");
        Run run = Run.of("shape", Captures.withoutPackets(folder), "--out", folder.resolve("out.pcap"), "--plot", plot);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(folder.resolve("out.pcap")).hasSize(24);
        assertThat(plot).exists();
    }

    @Test
    void judges_by_a_file_of_rules() throws IOException {
        Path rules = Files.writeString(
                folder.resolve("rules.json"),
                """
                {
                    rules: [{name: 'no downloads', colour: 'red', direction: 'incoming', priority: 'blocked'}],
                    settings: {upload_priority: 'delayed', upload_delay: 3000}
                }
                """);
        Path report = folder.resolve("report.json");
        Run run = Run.of(
                "shape",
                Captures.sample(folder),
                "--out",
                folder.resolve("out.pcap"),
                "--rules",
                rules,
                "--zone",
                "Europe/Berlin",
                "--report",
                report);
        assertThat(run.err()).isEqualTo("weir: " + rules + ": rules[0].colour: unknown field\n");
        assertThat(run.code()).isZero();
        JsonNode written = new ObjectMapper().readTree(report.toFile());
        assertThat(written.toString()).contains("no downloads");
        assertThat(written.at("/incoming/packetsOut").asLong(-1)).isZero();
        assertThat(written.at("/outgoing/packetsOut").asLong()).isPositive();
        assertThat(written.at("/outgoing/delay/p50Nanos").asLong()).isGreaterThanOrEqualTo(2_900_000_000L);
    }

    @Test
    void writes_nothing_if_the_rules_are_wrong() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.json"), "{rules: [{name: 'a'}]}");
        Path in = Captures.sample(folder);
        Run run = Run.of("shape", in, "--out", folder.resolve("out.pcap"), "--rules", rules);
        assertThat(run.err())
                .isEqualTo("weir: " + rules + ": rules[0].priority: priority must be given (missing_field)\n");
        assertThat(run.code()).isEqualTo(1);
        assertThat(Captures.names(folder)).containsExactly("rules.json", "sample.pcap");
    }
}
