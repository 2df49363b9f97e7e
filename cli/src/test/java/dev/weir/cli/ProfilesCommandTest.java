package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.shaping.impair.LinkProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesCommandTest {
    @TempDir
    Path folder;

    @Test
    void lists_every_profile_on_a_line() {
        Run run = Run.of("profiles");
        assertThat(run.code()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(LinkProfiles.all().size() + 1).noneMatch(line -> line.endsWith(" "));
        assertThat(lines.get(0)).matches("name +down +up +delay +loss +source");
        assertThat(lines.get(1)).startsWith("chrome-offline").contains(" 100 %  Chrome DevTools, ");
        assertThat(lines)
                .anyMatch(
                        line -> line.matches(
                                "atc-edge-lossy +240 kbit/s +200 kbit/s +400 ms / 440 ms +1 %  Facebook .* \\(.*; delay: one way\\)"))
                .anyMatch(
                        line -> line.matches("android-5-gprs +80 kbit/s +40 kbit/s +175 ms \\+- 100 ms +-  Android .*"))
                .anyMatch(line -> line.matches("comcast-starlink +- +- +10 ms +2.5 % .* half each way\\)"));
    }

    private JsonNode shaped(Object... options) throws IOException {
        Path report = folder.resolve("report.json");
        Object[] words = {"shape", Captures.sample(folder), "--out", folder.resolve("out.pcap"), "--report", report};
        Object[] all =
                Stream.concat(Arrays.stream(words), Arrays.stream(options)).toArray();
        Run run = Run.of(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return new ObjectMapper().readTree(report.toFile());
    }

    @Test
    void shapes_by_a_profile() throws IOException {
        JsonNode root = shaped("--profile", "WEB_PAGE_TEST_3G");
        assertThat(root.path("download").asText()).isEqualTo("rate=1.6 Mbit/s delay=150 ms");
        assertThat(root.path("upload").asText()).isEqualTo("rate=768 kbit/s delay=150 ms");
    }

    @Test
    void a_line_that_is_given_takes_the_place_of_the_profiles() throws IOException {
        JsonNode root =
                shaped("--profile", "chrome-offline", "--upload", "0 s: delay=1 ms | 2 s: loss=100 % | loop 4 s");
        assertThat(root.path("download").asText()).isEqualTo("loss=100 %");
        assertThat(root.path("upload").asText()).isEqualTo("0 ms: delay=1 ms | 2 s: loss=100 % | loop 4 s");
        assertThat(root.path("incoming").path("packetsOut").asLong()).isZero();
        assertThat(root.path("outgoing").path("packetsOut").asLong()).isPositive();
        assertThat(root.path("outgoing").path("packetsDropped").asLong()).isPositive();
    }

    @Test
    void demonstrates_a_profile() {
        Run run = Run.of("demo", "--dir", folder.resolve("demo"), "--profile", "sitespeed-cable");
        assertThat(run.out())
                .contains("  download              rate=5 Mbit/s delay=7 ms\n", "  rule dns  ", "seed 42,");
    }

    @Test
    void shapes_by_a_profile_of_a_file() throws IOException {
        Path file = Files.writeString(
                folder.resolve("hill.json"),
                "{name: 'Hill', down: {rate: 800, reorder: {percentage: 1}}, up: {delay: {delay: 7}}}");
        Run run = Run.of(
                "shape",
                Captures.sample(folder),
                "--out",
                folder.resolve("out.pcap"),
                "--profiles",
                file,
                "--upload",
                "");
        assertThat(run.err()).isEqualTo("weir: " + file + ": Hill.down.reorder: nothing is reordered\n");
        assertThat(run.out()).contains("800 kbit/s");
        Run other = Run.of("demo", "--dir", folder.resolve("demo"), "--profiles", file, "--profile", "hill");
        assertThat(other.out()).contains("  upload                delay=7 ms\n");
        Run wrong = Run.of("demo", "--dir", folder.resolve("demo"), "--profiles", file, "--profile", "dale");
        assertThat(wrong.err())
                .endsWith(
                        "weir: invalid value for option '--profile': profile is unknown: \"dale\", expected one of [Hill]"
                                + " (see weir demo --help)\n");
        assertThat(wrong.code()).isEqualTo(2);
    }
}
