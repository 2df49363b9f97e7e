package dev.weir.capture.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.weir.capture.pcap.Readers.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureReaderTest {
    @TempDir
    Path folder;

    private Path file(byte... bytes) throws IOException {
        return Files.write(folder.resolve("in.pcap"), bytes);
    }

    @Test
    void tells_the_file_and_its_magic_when_it_is_no_capture() throws IOException {
        Path text = file((byte) 'r', (byte) 'o', (byte) 'o', (byte) 't', (byte) ':');
        assertThatThrownBy(() -> CaptureReader.open(text))
                .asInstanceOf(type(CaptureFormatException.class))
                .satisfies(e -> assertThat(e.path()).isEqualTo(text.toString()))
                .satisfies(e -> assertThat(e.byteOffset()).isZero())
                .satisfies(e -> assertThat(e)
                        .hasMessage(
                                text + ": byte 0: expected the magic number of a pcap or pcapng file, found 726f6f74"));
    }

    @Test
    void refuses_files_without_a_magic() throws IOException {
        Path empty = file();
        assertThatThrownBy(() -> CaptureReader.open(empty))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessage(empty + ": byte 0: expected a capture file, the file is empty");
        Path cut = file((byte) 0xD4, (byte) 0xC3, (byte) 0xB2);
        assertThatThrownBy(() -> CaptureReader.open(cut))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessage(cut + ": byte 0: expected 4 bytes of magic number, the file ends after 3");
    }

    @Test
    void names_what_it_cannot_open() {
        assertThatThrownBy(() -> CaptureReader.open(folder.resolve("none.pcap")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none.pcap");
        assertThatThrownBy(() -> CaptureReader.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": is a directory");
    }

    @Test
    void says_the_same_again_after_a_fault() throws IOException {
        FileBytes cut = PcapngBytes.describe(PcapngBytes.section(BIG_ENDIAN), 1);
        PcapngBytes.enhanced(cut, 0, 0, 0);
        try (CaptureReader reader = Readers.over(cut.zeros(3))) {
            assertThat(reader.next()).isTrue();
            Throwable first = thrownBy(reader);
            assertThat(first).isInstanceOf(CaptureFormatException.class);
            assertThat(thrownBy(reader)).isSameAs(first);
            assertThat(reader.number()).isEqualTo(1);
        }
    }

    private static Throwable thrownBy(CaptureReader reader) {
        return catchThrowable(reader::next);
    }

    @Test
    void reads_nothing_after_close() throws IOException {
        CaptureReader reader = Readers.over(Samples.written(CaptureFormat.PCAP, folder, 2));
        assertThat(reader.next()).isTrue();
        reader.close();
        reader.close();
        assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessage("in.pcap: the reader is closed");
    }

    @ParameterizedTest
    @EnumSource(CaptureFormat.class)
    void sees_the_same_however_few_bytes_arrive_at_a_time(CaptureFormat format) throws IOException {
        byte[] file = Samples.written(format, folder, 300);
        try (CaptureReader whole = Readers.over(file)) {
            List<Seen> expected = Readers.all(whole);
            assertThat(expected).hasSize(300);
            for (int step : new int[] {1, 7, 4_096}) {
                try (CaptureReader dripping = Readers.over(file, step)) {
                    assertThat(Readers.all(dripping)).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CaptureFormat.class)
    void allocates_nothing_per_record(CaptureFormat format) throws IOException {
        byte[] file = Samples.written(format, folder, 200_000);
        for (int warmUp = 0; warmUp < 2; warmUp++) {
            count(file);
        }
        assertThat(Allocation.bytes(() -> count(file))).isBetween(1L << 16, (1L << 16) + 20_000);
    }

    private static void count(byte[] file) throws IOException {
        try (CaptureReader reader = Readers.over(file)) {
            while (reader.next()) {
                assertPositive(reader.timestampNanos());
            }
            if (reader.number() != 200_000) {
                throw new AssertionError("read " + reader.number());
            }
        }
    }

    private static void assertPositive(long value) {
        if (value <= 0) {
            throw new AssertionError("not positive: " + value);
        }
    }

    @Test
    void delivers_all_packets_before_a_cut() throws IOException {
        FileBytes file = PcapngBytes.describe(PcapngBytes.section(LITTLE_ENDIAN), 1);
        for (int i = 0; i < 4; i++) {
            PcapngBytes.enhanced(file, 0, i, i, new byte[i]);
        }
        byte[] bytes = file.toArray();
        int[] ends = {80, 116, 152, 188};
        for (int size = 48; size < bytes.length; size++) {
            int whole = 0;
            boolean between = size == 48;
            for (int end : ends) {
                whole += end <= size ? 1 : 0;
                between |= end == size;
            }
            try (CaptureReader reader = Readers.over(Arrays.copyOf(bytes, size))) {
                for (int i = 0; i < whole; i++) {
                    assertThat(reader.next()).isTrue();
                    assertThat(reader.capturedLength()).isEqualTo(i);
                }
                if (between) {
                    assertThat(reader.next()).isFalse();
                } else {
                    assertThatThrownBy(reader::next).isInstanceOf(CaptureFormatException.class);
                }
            }
        }
    }
}
