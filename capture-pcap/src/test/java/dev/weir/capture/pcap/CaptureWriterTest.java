package dev.weir.capture.pcap;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weir.capture.pcap.Readers.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureWriterTest {
    @TempDir
    Path folder;

    private byte[] write(CaptureFormat format, int... linkTypes) throws IOException {
        Path out = folder.resolve("out");
        try (CaptureWriter writer = CaptureWriter.create(out, format)) {
            for (int linkType : linkTypes) {
                writer.write(0x1234_5678_9ABCL, new byte[] {0, 1, 2, 0}, 1, 2, 60, linkType);
            }
            writer.commit();
        }
        return Files.readAllBytes(out);
    }

    private static FileBytes pcapHeader(int linkType) {
        return new FileBytes(LITTLE_ENDIAN)
                .int32(0xA1B23C4DL)
                .int16(2)
                .int16(4)
                .int64(0)
                .int32(262_144)
                .int32(linkType);
    }

    @Test
    void lays_out_pcap_as_the_format_says() throws IOException {
        FileBytes expected = pcapHeader(113)
                .int32(20_015)
                .int32(0x1234_5678_9ABCL - 20_015_000_000_000L)
                .int32(2)
                .int32(60)
                .raw((byte) 1, (byte) 2);
        assertThat(write(CaptureFormat.PCAP, 113)).isEqualTo(expected.toArray());
    }

    @Test
    void lays_out_pcapng_as_the_format_says() throws IOException {
        FileBytes expected = PcapngBytes.section(LITTLE_ENDIAN);
        for (int id = 0; id < 2; id++) {
            FileBytes options =
                    PcapngBytes.resolution(new FileBytes(LITTLE_ENDIAN), 9).int32(0);
            PcapngBytes.describe(expected, id == 0 ? 113 : 1, 262_144, options);
            PcapngBytes.enhanced(expected, id, 0x1234_5678_9ABCL, 60, (byte) 1, (byte) 2);
        }
        PcapngBytes.enhanced(expected, 0, 0x1234_5678_9ABCL, 60, (byte) 1, (byte) 2);
        assertThat(write(CaptureFormat.PCAPNG, 113, 1, 113)).isEqualTo(expected.toArray());
    }

    @Test
    void pads_pcapng_packets_to_four_bytes_and_no_further() throws IOException {
        Path out = folder.resolve("out");
        try (CaptureWriter writer = CaptureWriter.create(out, CaptureFormat.PCAPNG)) {
            for (int captured = 0; captured <= 4; captured++) {
                writer.write(1, new byte[4], 0, captured, 4, 1);
            }
            writer.commit();
        }
        try (CaptureReader reader = CaptureReader.open(out)) {
            assertThat(Readers.all(reader)).extracting(Seen::byteOffset).containsExactly(60L, 92L, 128L, 164L, 200L);
            assertThat(reader.size()).isEqualTo(236);
        }
    }

    @Test
    void writes_a_header_when_there_are_no_packets() throws IOException {
        assertThat(write(CaptureFormat.PCAP)).isEqualTo(pcapHeader(1).toArray());
        assertThat(write(CaptureFormat.PCAPNG))
                .isEqualTo(PcapngBytes.section(LITTLE_ENDIAN).toArray());
    }

    @ParameterizedTest
    @EnumSource(CaptureFormat.class)
    void is_read_back_as_written(CaptureFormat format) throws IOException {
        Path out = folder.resolve("out");
        SplittableRandom random = new SplittableRandom(3);
        List<byte[]> packets = new ArrayList<>();
        try (CaptureWriter writer = CaptureWriter.create(out, format)) {
            for (int i = 0; i < 200; i++) {
                byte[] packet = new byte[i == 100 ? 262_144 : random.nextInt(1 << random.nextInt(1, 17))];
                random.nextBytes(packet);
                packets.add(packet);
                writer.write(i * 7_777_777_777L, packet, 0, packet.length, packet.length + i, 101);
            }
            writer.commit();
        }
        try (CaptureReader reader = CaptureReader.open(out)) {
            assertThat(reader.format()).isEqualTo(format);
            for (int i = 0; i < packets.size(); i++) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.timestampNanos()).isEqualTo(i * 7_777_777_777L);
                assertThat(reader.linkTypeCode()).isEqualTo(101);
                assertThat(reader.length()).isEqualTo(packets.get(i).length + i);
                assertThat(Readers.captured(reader)).isEqualTo(packets.get(i));
            }
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void keeps_all_link_types_of_a_pcapng_file() throws IOException {
        int[] linkTypes = {1, 101, 113, 276, 0, 65_535, 1};
        try (CaptureReader reader = Readers.over(write(CaptureFormat.PCAPNG, linkTypes))) {
            assertThat(Readers.all(reader))
                    .extracting(Seen::linkTypeCode)
                    .containsExactly(1, 101, 113, 276, 0, 65_535, 1);
        }
    }

    @Test
    void refuses_a_second_link_type_in_pcap_and_stays_usable() throws IOException {
        Path out = folder.resolve("out.pcap");
        try (CaptureWriter writer = CaptureWriter.create(out, CaptureFormat.PCAP)) {
            writer.write(1, new byte[1], 0, 1, 1, 1);
            assertThatThrownBy(() -> writer.write(2, new byte[1], 0, 1, 1, 113))
                    .isInstanceOf(IOException.class)
                    .hasMessage(out + ": link type must be 1 as in the packets before,"
                            + " a pcapng file (.pcapng) can have several: 113");
            writer.write(3, new byte[1], 0, 1, 1, 1);
            writer.commit();
        }
        try (CaptureReader reader = CaptureReader.open(out)) {
            assertThat(Readers.all(reader)).extracting(Seen::timestampNanos).containsExactly(1L, 3L);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PCAP, -1, timestamp must be within 0..4294967295 s in a pcap file: -1 ns",
        "PCAP, 4294967296000000000, timestamp must be within 0..4294967295 s in a pcap file: 4294967296000000000 ns",
        "PCAPNG, -1, timestamp must be 0 or more: -1 ns"
    })
    void refuses_timestamps_that_the_format_cannot_hold(CaptureFormat format, long nanos, String message)
            throws IOException {
        Path out = folder.resolve("out");
        try (CaptureWriter writer = CaptureWriter.create(out, format)) {
            assertThatThrownBy(() -> writer.write(nanos, new byte[1], 0, 1, 1, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessage(out + ": " + message);
        }
    }

    @ParameterizedTest
    @CsvSource({"PCAP, 4294967295999999999", "PCAPNG, 9223372036854775807", "PCAP, 0", "PCAPNG, 0"})
    void keeps_the_outermost_timestamps(CaptureFormat format, long nanos) throws IOException {
        Path out = folder.resolve("out");
        try (CaptureWriter writer = CaptureWriter.create(out, format)) {
            writer.write(nanos, new byte[0], 0, 0, 0, 1);
            writer.commit();
        }
        try (CaptureReader reader = CaptureReader.open(out)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.timestampNanos()).isEqualTo(nanos);
        }
    }

    @Test
    void refuses_arguments_out_of_range() throws IOException {
        byte[] large = new byte[262_145];
        try (CaptureWriter writer = CaptureWriter.create(folder.resolve("out"), CaptureFormat.PCAP)) {
            assertThatThrownBy(() -> writer.write(0, large, 0, 262_145, 262_145, 1))
                    .hasMessage("captured length must be within 0..262144: 262145");
            assertThatThrownBy(() -> writer.write(0, large, 0, 4, 3, 1))
                    .hasMessage("length must be within 4..2147483647: 3");
            assertThatThrownBy(() -> writer.write(0, large, 0, 4, 4, 65_536))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("link type must be within 0..65535: 65536");
            assertThatThrownBy(() -> writer.write(0, large, 262_144, 2, 2, 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(CaptureFormat.class)
    void allocates_nothing_per_record(CaptureFormat format) throws IOException {
        Samples.written(format, folder, 200_000);
        byte[] bytes = new byte[100];
        try (CaptureWriter writer = CaptureWriter.create(folder.resolve("out"), format)) {
            Throwable none = catchThrowable(() -> writer.write(1, bytes, 0, 100, 100, 1));
            assertThat(none).isNull();
            assertThat(Allocation.bytes(() -> write(writer, bytes))).isLessThan(100_000);
        }
    }

    private static void write(CaptureWriter writer, byte... bytes) throws IOException {
        for (int i = 0; i < 200_000; i++) {
            writer.write(i, bytes, 0, 100, 100, 1);
        }
    }
}
