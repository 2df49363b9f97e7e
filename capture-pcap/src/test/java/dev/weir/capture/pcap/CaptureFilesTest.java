package dev.weir.capture.pcap;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.IpNetwork;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.impair.Impairment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFilesTest {
    private static final Path SAMPLE = Path.of("../examples/src/main/resources/dev/weir/examples/sample.pcap");
    private static final Path EXCERPT = Path.of("../examples/src/main/resources/dev/weir/examples/excerpt.pcapng");
    private static final Shaper BAD_LINE = Shaper.builder()
            .download(Impairment.parse("rate=4 Mbit/s queue=200 kB delay=20 ms jitter=5 ms loss=1 %"))
            .upload(Impairment.parse("rate=1 Mbit/s delay=20 ms"))
            .seed(7)
            .build();

    @TempDir
    Path folder;

    private record Stamped(long nanos, List<Byte> bytes) {}

    private static List<Stamped> packets(Path file) throws IOException {
        List<Stamped> packets = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(file)) {
            while (reader.next()) {
                List<Byte> bytes = new ArrayList<>();
                for (int i = 0; i < reader.capturedLength(); i++) {
                    bytes.add(reader.bytes()[reader.offset() + i]);
                }
                packets.add(new Stamped(reader.timestampNanos(), bytes));
            }
        }
        return packets;
    }

    @Test
    void an_empty_recipe_copies_every_packet_with_its_time() throws IOException {
        Path out = folder.resolve("out.pcap");
        ShapingReport report = CaptureFiles.shape(SAMPLE, out, Shaper.builder().build());
        assertThat(packets(out)).isEqualTo(packets(SAMPLE));
        assertThat(report.incoming().packetsIn() + report.outgoing().packetsIn())
                .isEqualTo(1328);
    }

    @Test
    void a_delay_moves_every_packet_by_exactly_that() throws IOException {
        Path out = folder.resolve("out.pcapng");
        Impairment delay = Impairment.parse("delay=20 ms");
        CaptureFiles.shape(
                EXCERPT, out, Shaper.builder().download(delay).upload(delay).build());
        List<Stamped> moved = packets(EXCERPT).stream()
                .map(packet -> new Stamped(packet.nanos() + 20_000_000, packet.bytes()))
                .toList();
        assertThat(packets(out)).isEqualTo(moved);
        try (CaptureReader reader = CaptureReader.open(out)) {
            assertThat(reader.format()).isEqualTo(CaptureFormat.PCAPNG);
        }
    }

    @Test
    void dropped_packets_are_missing_and_the_rest_is_in_order_of_release() throws IOException {
        Path out = folder.resolve("out.pcap");
        ShapingReport report = CaptureFiles.shape(SAMPLE, out, BAD_LINE);
        List<Stamped> released = packets(out);
        assertThat(released)
                .hasSize((int)
                        (report.incoming().packetsOut() + report.outgoing().packetsOut()))
                .hasSizeLessThan(1328);
        assertThat(released.stream().map(Stamped::nanos).toList()).isSorted();
        assertThat(report.incoming().packetsDropped()).isPositive();
        assertThat(report.incoming().packetsHeld()).isZero();
    }

    @Test
    void local_addresses_are_found_and_stated() throws IOException {
        ShapingReport report = CaptureFiles.shape(SAMPLE, folder.resolve("out.pcap"), BAD_LINE);
        assertThat(report.localAddresses())
                .containsExactlyInAnyOrder(IpNetwork.parse("10.0.0.2"), IpNetwork.parse("fd00:10::2"));
    }

    @Test
    void given_local_addresses_tell_the_direction() throws IOException {
        Shaper swapped = Shaper.builder()
                .localAddresses(IpNetwork.parse("192.0.2.0/24"), IpNetwork.parse("2001:db8::/32"))
                .build();
        ShapingReport found = CaptureFiles.shape(
                SAMPLE, folder.resolve("a.pcap"), Shaper.builder().build());
        ShapingReport given = CaptureFiles.shape(SAMPLE, folder.resolve("b.pcap"), swapped);
        assertThat(given.localAddresses()).containsExactlyElementsOf(swapped.localAddresses());
        assertThat(given.outgoing().bytesIn()).isGreaterThan(given.incoming().bytesIn());
        assertThat(found.incoming().bytesIn()).isGreaterThan(found.outgoing().bytesIn());
    }

    @Test
    void rules_see_the_packets_of_the_file() throws IOException {
        Shaper shaper = Shaper.builder()
                .rule("no udp", (packet, context) -> packet.ipProto() == IpProtocols.UDP ? block() : pass())
                .build();
        ShapingReport report = CaptureFiles.shape(SAMPLE, folder.resolve("out.pcap"), shaper);
        assertThat(report.rules().get(0).packetsIn()).isEqualTo(83);
        assertThat(packets(folder.resolve("out.pcap"))).hasSize(1328 - 83);
    }

    @Test
    void two_runs_write_the_same_bytes_and_ledgers() throws IOException {
        for (String run : List.of("a", "b")) {
            CaptureFiles.shaping(SAMPLE, folder.resolve(run + ".pcap"))
                    .ledger(folder.resolve(run + ".jsonl"))
                    .run(BAD_LINE);
        }
        assertThat(folder.resolve("a.pcap")).hasSameBinaryContentAs(folder.resolve("b.pcap"));
        assertThat(folder.resolve("a.jsonl")).hasSameBinaryContentAs(folder.resolve("b.jsonl"));
        assertThat(Files.readAllLines(folder.resolve("a.jsonl"))).hasSize(1328);
    }

    @Test
    void progress_ends_with_the_whole_file() throws IOException {
        List<Long> read = new ArrayList<>();
        CaptureFiles.shaping(SAMPLE, folder.resolve("out.pcap"))
                .progress((bytesRead, size) -> read.add(bytesRead))
                .run(BAD_LINE);
        assertThat(read).isNotEmpty().last().isEqualTo(Files.size(SAMPLE));
    }

    @Test
    void a_broken_capture_leaves_nothing_behind() throws IOException {
        byte[] whole = Files.readAllBytes(SAMPLE);
        Path broken = folder.resolve("broken.pcap");
        Files.write(broken, Arrays.copyOf(whole, whole.length - 7));
        assertThatThrownBy(() -> CaptureFiles.shaping(broken, folder.resolve("out.pcap"))
                        .ledger(folder.resolve("ledger.jsonl"))
                        .run(BAD_LINE))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessageContaining("broken.pcap: byte ");
        assertThat(files()).containsExactly("broken.pcap");
    }

    @Test
    void what_cannot_be_read_or_written_leaves_nothing_behind() throws IOException {
        assertThatThrownBy(() -> CaptureFiles.shape(folder.resolve("none.pcap"), folder.resolve("out.pcap"), BAD_LINE))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> CaptureFiles.shape(SAMPLE, folder.resolve("none/out.pcap"), BAD_LINE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
        assertThat(files()).isEmpty();
    }

    @Test
    void input_and_output_must_differ() throws IOException {
        Path file = folder.resolve("same.pcap");
        Files.copy(SAMPLE, file);
        assertThatThrownBy(() -> CaptureFiles.shape(file, file, BAD_LINE)).hasMessageContaining("same file");
        assertThat(file).hasSameBinaryContentAs(SAMPLE);
    }

    @Test
    void captures_without_ip_have_no_local_addresses() throws IOException {
        Path arps = folder.resolve("arps.pcap");
        byte[] arp = Packets.arp("10.0.0.2", "10.0.0.1").outgoing().bytes();
        try (CaptureWriter writer = CaptureWriter.create(arps, CaptureFormat.PCAP)) {
            for (int i = 0; i < 3; i++) {
                writer.write(i, arp, 0, arp.length, arp.length, 1);
            }
            writer.commit();
        }
        ShapingReport report = CaptureFiles.shape(arps, folder.resolve("out.pcap"), BAD_LINE);
        assertThat(report.localAddresses()).isEmpty();
        assertThat(report.incoming().packetsIn()).isEqualTo(3);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
