package dev.weir.capture.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.pcap.Readers.Seen;
import dev.weir.shaping.LinkType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PcapngParserTest {
    static Stream<ByteOrder> orders() {
        return Stream.of(LITTLE_ENDIAN, BIG_ENDIAN);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void reads_all_fields_of_an_enhanced_packet(ByteOrder order) throws IOException {
        FileBytes file = PcapngBytes.section(order);
        PcapngBytes.describe(file, 276);
        PcapngBytes.describe(file, 101);
        PcapngBytes.enhanced(file, 1, 0x0006_0A24_1818_2C0FL, 1_500, (byte) 1, (byte) 2, (byte) 3);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.format()).isEqualTo(CaptureFormat.PCAPNG);
            assertThat(reader.next()).isTrue();
            assertThat(reader.timestampNanos()).isEqualTo(0x0006_0A24_1818_2C0FL * 1_000);
            assertThat(Readers.captured(reader)).containsExactly(1, 2, 3);
            assertThat(reader.length()).isEqualTo(1_500);
            assertThat(reader.linkTypeCode()).isEqualTo(101);
            assertThat(reader.linkType()).isEqualTo(LinkType.RAW_IP);
            assertThat(reader.interfaceId()).isEqualTo(1);
            assertThat(reader.byteOffset()).isEqualTo(28 + 20 + 20);
            assertThat(reader.bytesRead()).isEqualTo(28 + 20 + 20 + 36);
            assertThat(reader.next()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void reads_an_obsolete_packet(ByteOrder order) throws IOException {
        FileBytes file = PcapngBytes.section(order);
        PcapngBytes.describe(file, 0);
        PcapngBytes.describe(file, 1);
        PcapngBytes.obsolete(file, 1, 77, 5, 9, (byte) 4);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(Readers.all(reader)).containsExactly(new Seen(5_000, 9, 1, 1, 68, List.of((byte) 4)));
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void gives_a_simple_packet_the_stamp_before_it_and_the_first_interface(ByteOrder order) throws IOException {
        FileBytes file = PcapngBytes.section(order);
        PcapngBytes.describe(file, 1, 3, new FileBytes(order));
        PcapngBytes.describe(file, 101);
        PcapngBytes.simple(file, 2, (byte) 1, (byte) 2);
        PcapngBytes.enhanced(file, 1, 8, 0);
        PcapngBytes.simple(file, 60, (byte) 1, (byte) 2, (byte) 3);
        try (CaptureReader reader = Readers.over(file)) {
            List<Seen> packets = Readers.all(reader);
            assertThat(packets.get(0)).isEqualTo(new Seen(0, 2, 1, 0, 68, List.of((byte) 1, (byte) 2)));
            assertThat(packets.get(2)).isEqualTo(new Seen(8_000, 60, 1, 0, 120, List.of((byte) 1, (byte) 2, (byte) 3)));
        }
    }

    @Test
    void gives_a_simple_packet_its_whole_length_without_a_snapshot_length() throws IOException {
        FileBytes file = PcapngBytes.describe(PcapngBytes.section(LITTLE_ENDIAN), 1);
        PcapngBytes.simple(file, 5, new byte[5]);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.capturedLength()).isEqualTo(5);
        }
    }

    @Test
    void forgets_byte_order_and_interfaces_with_a_new_section() throws IOException {
        FileBytes file = PcapngBytes.section(LITTLE_ENDIAN);
        PcapngBytes.describe(file, 1);
        PcapngBytes.enhanced(file, 0, 1, 4, (byte) 1);
        PcapngBytes.section(file, BIG_ENDIAN, 64);
        PcapngBytes.describe(file, 113, 0, PcapngBytes.resolution(new FileBytes(BIG_ENDIAN), 9));
        PcapngBytes.enhanced(file, 0, 2, 4, (byte) 2);
        PcapngBytes.section(file, LITTLE_ENDIAN, -1);
        PcapngBytes.describe(file, 12);
        PcapngBytes.enhanced(file, 0, 3, 4, (byte) 3);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(Readers.all(reader))
                    .containsExactly(
                            new Seen(1_000, 4, 1, 0, 48, List.of((byte) 1)),
                            new Seen(2, 4, 113, 0, 140, List.of((byte) 2)),
                            new Seen(3_000, 4, 12, 0, 224, List.of((byte) 3)));
        }
    }

    static Stream<Arguments> clocks() {
        return Stream.of(
                Arguments.of(3, 0, 1_500L, 1_500_000_000L),
                Arguments.of(6, 0, 1_500L, 1_500_000L),
                Arguments.of(9, 0, 1_500L, 1_500L),
                Arguments.of(12, 0, 1_999L, 1L),
                Arguments.of(0x80 | 20, 0, (3L << 20) + (1 << 19), 3_500_000_000L),
                Arguments.of(0x80 | 20, 0, 1L, 953L),
                Arguments.of(0, 1_000, 1L, 1_001_000_000_000L),
                Arguments.of(6, -2, 500_000L, -1_500_000_000L));
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void counts_time_in_the_unit_of_the_interface(int resolution, long offset, long units, long nanos)
            throws IOException {
        for (ByteOrder order : List.of(LITTLE_ENDIAN, BIG_ENDIAN)) {
            FileBytes options = new FileBytes(order);
            options.int16(2)
                    .int16(5)
                    .raw("eth00".getBytes(StandardCharsets.US_ASCII))
                    .zeros(3);
            PcapngBytes.resolution(options, resolution);
            PcapngBytes.offset(options, offset).int32(0);
            FileBytes file = PcapngBytes.describe(PcapngBytes.section(order), 1, 0, options);
            PcapngBytes.enhanced(file, 0, units, 0);
            try (CaptureReader reader = Readers.over(file)) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.timestampNanos()).isEqualTo(nanos);
            }
        }
    }

    @Test
    void reads_no_option_behind_the_end_of_options() throws IOException {
        FileBytes options = PcapngBytes.resolution(new FileBytes(LITTLE_ENDIAN).int32(0), 9);
        FileBytes file = PcapngBytes.describe(PcapngBytes.section(LITTLE_ENDIAN), 1, 0, options);
        PcapngBytes.enhanced(file, 0, 7, 0);
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.timestampNanos()).isEqualTo(7_000);
        }
    }

    @Test
    void steps_over_other_blocks_and_options_of_any_length() throws IOException {
        FileBytes file = new FileBytes(LITTLE_ENDIAN);
        FileBytes sectionBody =
                new FileBytes(LITTLE_ENDIAN).int32(0x1A2B3C4D).int16(1).int16(2).int64(-1);
        file.block(0x0A0D0D0A, sectionBody.int16(1).int16(4).int32(0x6F6C6C65).int32(0));
        PcapngBytes.describe(file, 1);
        file.block(0x0BAD, new FileBytes(LITTLE_ENDIAN).zeros(3_000_000));
        file.block(5, new FileBytes(LITTLE_ENDIAN).zeros(0));
        FileBytes packet =
                new FileBytes(LITTLE_ENDIAN).int32(0).int64(0).int32(1).int32(1);
        file.block(6, packet.zeros(4).int16(1).int16(60_000).zeros(60_000).int32(0));
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.byteOffset()).isEqualTo(40 + 20 + 3_000_012 + 12);
            assertThat(reader.capturedLength()).isEqualTo(1);
            assertThat(reader.next()).isFalse();
            assertThat(reader.bytes()).hasSizeLessThanOrEqualTo(1 << 17);
        }
    }
}
