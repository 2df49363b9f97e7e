package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    private static final long PACKETS = 1328;

    @TempDir
    Path folder;

    private Path demo(String name) {
        Path dir = folder.resolve(name).resolve("deep");
        Run run = Run.of("demo", "--dir", dir);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return dir;
    }

    @Test
    void writes_the_same_files_every_time() throws IOException {
        Path first = demo("first");
        Path second = demo("second");
        assertThat(Captures.names(first)).containsExactly("ledger.jsonl", "out.pcap", "plot.png", "report.json");
        for (String name : List.of("ledger.jsonl", "out.pcap", "report.json")) {
            assertThat(first.resolve(name)).hasSameBinaryContentAs(second.resolve(name));
        }
        try (Stream<String> ledger = Files.lines(first.resolve("ledger.jsonl"))) {
            assertThat(ledger).hasSize((int) PACKETS);
        }
    }

    @Test
    void prints_what_it_did() {
        Path dir = folder.resolve("printed");
        String out = Run.of("demo", "--dir", dir).out();
        assertThat(out.lines())
                .anyMatch(line -> line.startsWith("traffic") && line.contains("packets in"))
                .anyMatch(line -> line.startsWith("added delay") && line.contains("p99"))
                .anyMatch(line -> line.startsWith("incoming loss"))
                .anyMatch(line -> line.startsWith("tcp 192.0.2.7:5201 > 10.0.0.2:35114"))
                .anyMatch(line -> line.startsWith("incoming") && line.contains("4 Mbit/s"))
                .anyMatch(line -> line.startsWith("seed 42,"));
        assertThat(out).contains(dir.resolve("plot.png").toString());
    }

    @Test
    void reports_figures_that_add_up() throws IOException {
        JsonNode report = new ObjectMapper()
                .readTree(demo("report").resolve("report.json").toFile());
        long packets = 0;
        for (String name : List.of("incoming", "outgoing")) {
            JsonNode way = report.path(name);
            long out = way.path("packetsOut").asLong();
            long in = way.path("packetsIn").asLong();
            packets += in + way.path("packetsIgnored").asLong();
            assertThat(in).isEqualTo(out + way.path("packetsDropped").asLong());
            assertThat(way.path("bytesIn").asLong())
                    .isEqualTo(way.path("bytesOut").asLong()
                            + way.path("bytesDropped").asLong());
            assertThat(sum(way.path("drops"), "packets"))
                    .isEqualTo(way.path("packetsDropped").asLong());
            assertThat(sum(way.path("delayHistogram"), "packets")).isEqualTo(out);
            assertThat(sum(way.path("offered").path("bytesPerBin"), ""))
                    .isEqualTo(way.path("bytesIn").asLong());
            assertThat(sum(way.path("delivered").path("bytesPerBin"), ""))
                    .isEqualTo(way.path("bytesOut").asLong());
        }
        assertThat(packets).isEqualTo(PACKETS);
        assertThat(report.path("incoming").path("packetsDropped").asLong()).isPositive();
    }

    private static long sum(JsonNode items, String field) {
        assertThat(items.isArray()).isTrue();
        long sum = 0;
        for (JsonNode item : items) {
            sum += field.isEmpty() ? item.asLong() : item.path(field).asLong();
        }
        return sum;
    }

    @Test
    void draws_a_picture() throws IOException {
        Path plot = demo("plot").resolve("plot.png");
        assertThat(Arrays.copyOf(Files.readAllBytes(plot), 8)).containsExactly(0x89, 'P', 'N', 'G', 13, 10, 26, 10);
        BufferedImage image = Objects.requireNonNull(ImageIO.read(plot.toFile()));
        long colors = Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
        assertThat(image.getWidth()).isGreaterThan(800);
        assertThat(colors).isGreaterThan(50);
    }
}
