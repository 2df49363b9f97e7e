package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {
    @TempDir
    Path folder;

    @TempDir
    Path inputs;

    private Path out;

    @BeforeEach
    void name_output() {
        out = folder.resolve("out.pcap");
    }

    private void assertFailed(Run run, String line) throws IOException {
        assertThat(run.err()).isEqualTo("weir: " + line + "\n");
        assertThat(run.code()).isEqualTo(1);
        assertThat(Captures.names(folder)).isEmpty();
    }

    private Run shape(Path in, Object... more) {
        Object[] args = new Object[more.length + 4];
        args[0] = "shape";
        args[1] = in;
        args[2] = "--out";
        args[3] = out;
        System.arraycopy(more, 0, args, 4, more.length);
        return Run.of(args);
    }

    @Test
    void tells_what_is_wrong_with_the_input() throws IOException {
        Path gone = inputs.resolve("gone.pcap");
        assertFailed(shape(gone), gone + ": no such file");
        assertFailed(Run.of("inspect", gone), gone + ": no such file");
        assertFailed(shape(inputs), inputs + ": is a directory");
        Path empty = Files.createFile(inputs.resolve("empty.pcap"));
        assertFailed(shape(empty), empty + ": byte 0: expected a capture file, the file is empty");
        Path text = Files.writeString(inputs.resolve("text"), "hello");
        assertFailed(
                shape(text), text + ": byte 0: expected the magic number of a pcap or pcapng file, found 68656c6c");
    }

    @Test
    void leaves_nothing_behind_when_the_input_breaks() throws IOException {
        Path cut = Captures.cut(inputs);
        Run run = shape(
                cut, "--ledger", folder.resolve("l"), "--report", folder.resolve("r"), "--plot", folder.resolve("p"));
        assertFailed(run, cut + ": byte 636: expected 101 bytes of packet data, the file ends after 64");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void tells_which_output_cannot_be_written() throws IOException {
        Path in = Captures.sample(inputs);
        Path lost = folder.resolve("none").resolve("file");
        String problem = lost + ": the folder does not exist";
        for (String option : List.of("--ledger", "--report", "--plot")) {
            assertFailed(shape(in, option, lost), problem);
        }
        out = lost;
        assertFailed(shape(in), problem);
        out = inputs;
        assertFailed(shape(in), inputs + ": is a directory");
    }

    @Test
    void names_the_output_where_no_file_can_be_created() throws IOException {
        assumeThat(Path.of("/proc/self")).isDirectory();
        out = Path.of("/proc/out.pcap");
        assertFailed(shape(Captures.sample(inputs)), "/proc/out.pcap: no file can be created in its folder");
    }

    @Test
    void names_the_file_on_a_full_disk() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        out = full;
        assertThat(shape(Captures.sample(inputs)).err())
                .startsWith("weir: /dev/full: ")
                .hasLineCount(1);
        out = Path.of("/dev/null");
        assertThat(shape(Captures.sample(inputs), "--report", full).err())
                .startsWith("weir: /dev/full: ")
                .hasLineCount(1);
    }

    @Test
    void refuses_one_file_for_two_purposes() throws IOException {
        Path in = Captures.sample(inputs);
        byte[] before = Files.readAllBytes(in);
        assertFailed(shape(in, "--ledger", out), out + ": two outputs are the same file");
        Path link = Files.createSymbolicLink(inputs.resolve("link"), in);
        for (Path same : List.of(in, inputs.resolve(".").resolve("sample.pcap"), link)) {
            assertFailed(shape(in, "--report", same), same + ": output and input are the same file");
            out = same;
            assertFailed(shape(in), same + ": output and input are the same file");
            out = folder.resolve("out.pcap");
        }
        assertThat(in).hasBinaryContent(before);
    }

    @Test
    void needs_a_folder_for_the_demo() throws IOException {
        Path file = Captures.sample(inputs);
        assertFailed(Run.of("demo", "--dir", file), file + ": exists and is not a folder");
    }

    @Test
    void stops_quietly_when_its_reader_is_gone() throws IOException {
        Run run = Run.into(new Broken("Broken pipe"), "inspect", "--json", Captures.sample(inputs));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void tells_when_standard_output_fails() throws IOException {
        Run run = Run.into(new Broken("No space left on device"), "inspect", Captures.sample(inputs));
        assertThat(run.err()).isEqualTo("weir: standard output: No space left on device\n");
        assertThat(run.code()).isEqualTo(1);
    }

    private static final class Broken extends OutputStream {
        private final String message;

        Broken(String message) {
            this.message = message;
        }

        @Override
        public void write(int value) throws IOException {
            throw new IOException(message);
        }
    }
}
