package dev.weir.capture.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.LinkType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PcapParserTest {
    private static final long MICROSECONDS = 0xA1B2C3D4L;
    private static final long NANOSECONDS = 0xA1B23C4DL;
    private static final long MODIFIED = 0xA1B2CD34L;

    static Stream<Arguments> variants() {
        return Stream.of(LITTLE_ENDIAN, BIG_ENDIAN)
                .flatMap(order -> Stream.of(
                        Arguments.of(order, MICROSECONDS, 1_700_000_000_000_999_000L, 16),
                        Arguments.of(order, NANOSECONDS, 1_700_000_000_000_000_999L, 16),
                        Arguments.of(order, MODIFIED, 1_700_000_000_000_999_000L, 24)));
    }

    private static FileBytes header(ByteOrder order, long magic, long linkType) {
        return new FileBytes(order)
                .int32(magic)
                .int16(2)
                .int16(4)
                .int32(3_600)
                .int32(0)
                .int32(65_535)
                .int32(linkType);
    }

    private static FileBytes record(FileBytes file, long seconds, long fraction, long captured, long length) {
        return file.int32(seconds).int32(fraction).int32(captured).int32(length);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void reads_all_fields_in_every_variant(ByteOrder order, long magic, long nanos, int headerBytes)
            throws IOException {
        FileBytes file = header(order, magic, 113);
        record(file, 1_700_000_000, 999, 3, 60).zeros(headerBytes - 16).raw((byte) 7, (byte) 8, (byte) 9);
        record(file, 1_700_000_001, 0, 0, 0).zeros(headerBytes - 16);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.format()).isEqualTo(CaptureFormat.PCAP);
            assertThat(reader.number()).isZero();
            assertThat(reader.next()).isTrue();
            assertThat(reader.timestampNanos()).isEqualTo(nanos);
            assertThat(Readers.captured(reader)).containsExactly(7, 8, 9);
            assertThat(reader.capturedLength()).isEqualTo(3);
            assertThat(reader.length()).isEqualTo(60);
            assertThat(reader.linkType()).isEqualTo(LinkType.LINUX_SLL);
            assertThat(reader.linkTypeCode()).isEqualTo(113);
            assertThat(reader.interfaceId()).isZero();
            assertThat(reader.number()).isEqualTo(1);
            assertThat(reader.byteOffset()).isEqualTo(24);
            assertThat(reader.bytesRead()).isEqualTo(24 + headerBytes + 3);
            assertThat(reader.next()).isTrue();
            assertThat(reader.number()).isEqualTo(2);
            assertThat(reader.timestampNanos()).isEqualTo(1_700_000_001_000_000_000L);
            assertThat(reader.byteOffset()).isEqualTo(24 + headerBytes + 3);
            assertThat(reader.capturedLength()).isZero();
            assertThat(reader.next()).isFalse();
            assertThat(reader.bytesRead()).isEqualTo(reader.size());
        }
    }

    @Test
    void takes_the_link_type_from_the_lower_bits_and_keeps_the_frame_check_sequence() throws IOException {
        FileBytes file = header(BIG_ENDIAN, MICROSECONDS, 0x2400_0001L);
        record(file, 0, 0, 4, 4).int32(0xCAFEBABEL);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.linkTypeCode()).isEqualTo(1);
            assertThat(reader.linkType()).isEqualTo(LinkType.ETHERNET);
            assertThat(Readers.captured(reader)).hasSize(4);
        }
    }

    @Test
    void reads_seconds_as_unsigned() throws IOException {
        FileBytes file = record(header(LITTLE_ENDIAN, NANOSECONDS, 1), 0xFFFF_FFFFL, 999_999_999, 0, 0);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.timestampNanos()).isEqualTo(4_294_967_295_999_999_999L);
        }
    }

    @Test
    void gives_the_captured_length_when_the_original_is_less() throws IOException {
        FileBytes file =
                record(header(LITTLE_ENDIAN, MICROSECONDS, 1), 0, 0, 4, 0).zeros(4);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.length()).isEqualTo(4);
        }
    }

    @Test
    void reads_the_longest_packet() throws IOException {
        FileBytes file = record(header(LITTLE_ENDIAN, MICROSECONDS, 1), 0, 0, 262_144, 1 << 30)
                .zeros(262_144);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.capturedLength()).isEqualTo(262_144);
            assertThat(reader.length()).isEqualTo(1 << 30);
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(262_145L, 262_145L, "byte 48: expected a captured length within 0..262144, found 262145"),
                Arguments.of(
                        0xFFFF_FFFFL, 1L, "byte 48: expected a captured length within 0..262144, found 4294967295"),
                Arguments.of(
                        0L,
                        0x8000_0000L,
                        "byte 52: expected an original length within 0..2147483647, found 2147483648"),
                Arguments.of(60L, 60L, "byte 56: expected 60 bytes of packet data, the file ends after 12"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void says_what_is_wrong_after_the_packets_before(long captured, long length, String message) throws IOException {
        FileBytes file = record(header(LITTLE_ENDIAN, MICROSECONDS, 1), 0, 0, 0, 0);
        record(file, 0, 0, captured, length).zeros(12);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.next()).isTrue();
            assertThatThrownBy(reader::next)
                    .isInstanceOf(CaptureFormatException.class)
                    .hasMessage("in.pcap: " + message);
        }
    }

    @Test
    void says_where_a_packet_header_is_cut() throws IOException {
        try (CaptureReader reader =
                Readers.over(header(LITTLE_ENDIAN, MICROSECONDS, 1).zeros(5))) {
            assertThatThrownBy(reader::next)
                    .hasMessage("in.pcap: byte 24: expected 16 bytes of packet header, the file ends after 5");
        }
    }

    @Test
    void refuses_a_broken_file_header() {
        assertThatThrownBy(() -> Readers.over(new FileBytes(BIG_ENDIAN).int32(MICROSECONDS)))
                .hasMessage("in.pcap: byte 0: expected 24 bytes of file header, the file ends after 4");
        byte[] ancient = header(BIG_ENDIAN, MICROSECONDS, 1).toArray();
        ancient[5] = 1;
        assertThatThrownBy(() -> Readers.over(ancient))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessage("in.pcap: byte 4: expected pcap version 2, found 1.4");
    }
}
