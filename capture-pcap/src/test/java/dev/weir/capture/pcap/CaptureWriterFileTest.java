package dev.weir.capture.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureWriterFileTest {
    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void add(CaptureWriter writer) throws IOException {
        writer.write(1, new byte[60], 0, 60, 60, 1);
    }

    @ParameterizedTest
    @CsvSource({"a.pcap, PCAP", "a.pcapng, PCAPNG", "a.PcapNG, PCAPNG", "pcapng, PCAP", "a.pcapng.cap, PCAP", "/, PCAP"
    })
    void takes_the_format_from_the_name(Path path, CaptureFormat format) {
        assertThat(CaptureWriter.formatFor(path)).isEqualTo(format);
    }

    @Test
    void leaves_nothing_without_a_commit() throws IOException {
        Path out = Files.writeString(folder.resolve("out.pcap"), "before");
        CaptureWriter writer = CaptureWriter.create(out, CaptureFormat.PCAP);
        add(writer);
        assertThat(names()).hasSize(2);
        writer.close();
        writer.close();
        assertThat(names()).containsExactly("out.pcap");
        assertThat(out).hasContent("before");
    }

    @Test
    void replaces_the_output_at_once_with_the_commit() throws IOException {
        Path out = Files.writeString(folder.resolve("out.pcap"), "before");
        try (CaptureWriter writer = CaptureWriter.create(out, CaptureFormat.PCAP)) {
            add(writer);
            assertThat(out).hasContent("before");
            writer.commit();
            assertThat(out).hasSize(24 + 16 + 60);
        }
        assertThat(names()).containsExactly("out.pcap");
    }

    @Test
    void takes_no_packet_after_commit_or_close() throws IOException {
        Path out = folder.resolve("out.pcap");
        CaptureWriter committed = CaptureWriter.create(out, CaptureFormat.PCAP);
        committed.commit();
        assertThatThrownBy(() -> add(committed)).hasMessage(out + ": the writer is closed");
        assertThatThrownBy(committed::commit)
                .isInstanceOf(IOException.class)
                .hasMessage(out + ": the writer is closed");
        committed.close();
        CaptureWriter closed = CaptureWriter.create(out, CaptureFormat.PCAP);
        closed.close();
        assertThatThrownBy(() -> add(closed)).isInstanceOf(IOException.class);
        assertThat(out).hasSize(24);
    }

    @Test
    void names_what_it_cannot_create() {
        assertThatThrownBy(() -> CaptureWriter.create(folder, CaptureFormat.PCAP))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": is a directory");
        Path lost = folder.resolve("none/out.pcap");
        assertThatThrownBy(() -> CaptureWriter.create(lost, CaptureFormat.PCAP))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(lost + ": the folder does not exist");
    }

    @Test
    void deletes_the_temporary_file_when_it_cannot_be_moved() throws IOException {
        Path out = folder.resolve("out.pcap");
        try (CaptureWriter writer = CaptureWriter.create(out, CaptureFormat.PCAP)) {
            Files.createDirectories(out.resolve("inside"));
            assertThatThrownBy(writer::commit).isInstanceOf(IOException.class);
        }
        assertThat(names()).containsExactly("out.pcap");
    }

    @Test
    void writes_through_a_symbolic_link() throws IOException {
        Path real = Files.writeString(folder.resolve("real.pcap"), "before");
        Path link = folder.resolve("link.pcap");
        assumeThat(supportsLink(link, real)).isTrue();
        try (CaptureWriter writer = CaptureWriter.create(link, CaptureFormat.PCAP)) {
            writer.commit();
        }
        assertThat(link).isSymbolicLink();
        assertThat(real).hasSize(24);
    }

    private static boolean supportsLink(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Test
    void reports_a_full_device_and_does_not_go_on() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        try (CaptureWriter writer = CaptureWriter.create(full, CaptureFormat.PCAP)) {
            add(writer);
            assertThatThrownBy(writer::commit).isInstanceOf(IOException.class).hasMessageStartingWith("/dev/full: ");
            assertThatThrownBy(writer::commit)
                    .isInstanceOf(IOException.class)
                    .hasMessage("/dev/full: an earlier write failed");
        }
    }

    @Test
    @Timeout(30)
    void writes_and_reads_a_pipe_directly() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeThat(isFifoMade(pipe)).isTrue();
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> fill(pipe));
        try (CaptureReader reader = CaptureReader.open(pipe)) {
            assertThat(reader.size()).isEqualTo(-1);
            assertThat(Readers.all(reader)).hasSize(10_000);
        }
        written.get(10, TimeUnit.SECONDS);
        assertThat(names()).containsExactly("pipe");
    }

    private static boolean isFifoMade(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void fill(Path pipe) {
        try (CaptureWriter writer = CaptureWriter.create(pipe, CaptureFormat.PCAPNG)) {
            for (int i = 0; i < 10_000; i++) {
                add(writer);
            }
            writer.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
