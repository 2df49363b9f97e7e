package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetemOptionTest {
    @TempDir
    Path folder;

    private Run run(Object... options) throws IOException {
        Object[] words = {
            "shape",
            Captures.sample(folder),
            "--out",
            folder.resolve("out.pcap"),
            "--report",
            folder.resolve("report.json")
        };
        return Run.of(
                Stream.concat(Arrays.stream(words), Arrays.stream(options)).toArray());
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    }

    @Test
    void shapes_each_direction() throws IOException {
        Run run =
                run("--netem", "delay 20ms seed 9", "--netem-download", "tc qdisc add dev eth0 root netem rate 1mbit");
        assertThat(run.err())
                .isEqualTo(
                        "weir: netem: limit: counts the packets that wait for the rate, not those that the delay holds back\n");
        assertThat(run.code()).isZero();
        assertThat(report().path("upload").asText()).isEqualTo("delay=20 ms");
        assertThat(report().path("download").asText()).isEqualTo("rate=1 Mbit/s queue=1000 packets");
        assertThat(report().path("seed").asLong()).isEqualTo(9);
    }

    @Test
    void copies_are_told_in_the_report() throws IOException {
        assertThat(run("--netem", "duplicate 100%").code()).isZero();
        JsonNode upload = report().path("outgoing");
        assertThat(upload.path("packetsDuplicated").asLong())
                .isPositive()
                .isEqualTo(upload.path("packetsIn").asLong() / 2);
    }

    @Test
    void a_seed_of_its_own_comes_first() throws IOException {
        assertThat(run("--netem", "loss 50% seed 9", "--seed", "4").code()).isZero();
        assertThat(report().path("seed").asLong()).isEqualTo(4);
    }

    @Test
    void takes_over_quirks() throws IOException {
        assertThat(run("--netem", "delay 20ms 5ms", "--netem-quirks").err()).isEmpty();
        assertThat(report().path("upload").asText()).isEqualTo("delay=netem(uniform, 20 ms, 5 ms) in any order");
    }

    @Test
    void says_what_is_wrong() throws IOException {
        assertThat(run("--netem", "loss 1% ecn").err())
                .isEqualTo("weir: invalid value for option '--netem': ecn of netem is not there yet"
                        + " (see weir shape --help)\n");
        Run twice = run("--netem", "loss 1%", "--upload", "loss=1 %");
        assertThat(twice.err())
                .isEqualTo(
                        "weir: --netem and --upload both set the line of outgoing packets (see weir shape --help)\n");
        assertThat(twice.code()).isEqualTo(2);
    }
}
