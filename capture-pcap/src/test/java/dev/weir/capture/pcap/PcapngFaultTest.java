package dev.weir.capture.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PcapngFaultTest {
    /** A section with one interface and one packet of 4 bytes, 84 bytes in all. */
    private static FileBytes sound() {
        FileBytes file = PcapngBytes.describe(PcapngBytes.section(LITTLE_ENDIAN), 1);
        return PcapngBytes.enhanced(file, 0, 1, 4, new byte[4]);
    }

    private static FileBytes packetBody(int id, long captured, long length, int room) {
        return new FileBytes(LITTLE_ENDIAN)
                .int32(id)
                .int64(0)
                .int32(captured)
                .int32(length)
                .zeros(room);
    }

    private static void assertFault(FileBytes file, String message) throws IOException {
        try (CaptureReader reader = Readers.over(file)) {
            assertThat(reader.next()).isTrue();
            assertThatThrownBy(reader::next)
                    .isInstanceOf(CaptureFormatException.class)
                    .hasMessage("in.pcap: " + message);
        }
    }

    @Test
    void refuses_block_lengths_that_cannot_be() throws IOException {
        String expected = "byte 88: expected a block length of at least 12, a multiple of 4, found ";
        assertFault(sound().int32(5).int32(0).zeros(8), expected + "0");
        assertFault(sound().int32(5).int32(8).zeros(8), expected + "8");
        assertFault(sound().int32(5).int32(13).zeros(8), expected + "13");
        assertFault(sound().int32(5).int32(0xFFFF_FFFFL).zeros(8), expected + "4294967295");
    }

    @Test
    void refuses_packet_blocks_that_are_too_short_or_too_long() throws IOException {
        assertFault(
                sound().block(6, new FileBytes(LITTLE_ENDIAN).zeros(16)),
                "byte 88: expected a block length of at least 32, a multiple of 4, found 28");
        assertFault(
                sound().block(3, new FileBytes(LITTLE_ENDIAN)),
                "byte 88: expected a block length of at least 16, a multiple of 4, found 12");
        assertFault(
                sound().block(1, new FileBytes(LITTLE_ENDIAN).zeros(4)),
                "byte 88: expected a block length of at least 20, a multiple of 4, found 16");
        assertFault(
                sound().int32(6).int32(0xFFFF_FFFCL).zeros(40),
                "byte 88: expected a block length up to 1048576, found 4294967292");
    }

    @Test
    void refuses_a_second_length_that_differs() throws IOException {
        assertFault(sound().int32(5).int32(16).int32(0).int32(12), "byte 96: expected block length 16 again, found 12");
        assertFault(
                sound().int32(6).int32(32).zeros(20).int32(36), "byte 112: expected block length 32 again, found 36");
    }

    @Test
    void refuses_lengths_of_packet_data_that_cannot_be() throws IOException {
        assertFault(
                sound().block(6, packetBody(0, 5, 5, 4)),
                "byte 104: expected at most 4 bytes of packet data in the block, found 5");
        assertFault(
                sound().block(6, packetBody(0, 262_145, 5, 4)),
                "byte 104: expected a captured length within 0..262144, found 262145");
        assertFault(
                sound().block(6, packetBody(0, 4, 0x8000_0000L, 4)),
                "byte 108: expected an original length within 0..2147483647, found 2147483648");
        assertFault(
                sound().block(3, new FileBytes(LITTLE_ENDIAN).int32(5).zeros(4)),
                "byte 92: expected at most 4 bytes of packet data in the block, found 5");
        assertFault(
                sound().block(3, new FileBytes(LITTLE_ENDIAN).int32(0x7FFF_FFFF).zeros(4)),
                "byte 92: expected a captured length within 0..262144, found 2147483647");
        assertFault(
                sound().block(3, new FileBytes(LITTLE_ENDIAN).int32(-1).zeros(4)),
                "byte 92: expected an original length within 0..2147483647, found 4294967295");
    }

    @Test
    void refuses_an_interface_that_is_not_described() throws IOException {
        assertFault(
                PcapngBytes.enhanced(sound(), 1, 0, 0),
                "byte 92: expected a described interface: the section has 1, found id 1");
        assertFault(
                PcapngBytes.enhanced(sound(), -1, 0, 0),
                "byte 92: expected a described interface: the section has 1, found id 4294967295");
        assertFault(
                PcapngBytes.obsolete(sound(), 0xFFFF, 0, 0, 0),
                "byte 92: expected a described interface: the section has 1, found id 65535");
        assertFault(
                PcapngBytes.simple(PcapngBytes.section(sound(), BIG_ENDIAN, -1), 0),
                "byte 112: expected a described interface: the section has 0, found id 0");
    }

    @Test
    void refuses_broken_options_of_an_interface() throws IOException {
        FileBytes tooLong = new FileBytes(LITTLE_ENDIAN).int16(2).int16(5).zeros(4);
        assertFault(
                PcapngBytes.describe(sound(), 1, 0, tooLong),
                "byte 100: expected an option of at most 4 bytes, found 5");
        FileBytes resolution = new FileBytes(LITTLE_ENDIAN).int16(9).int16(2).zeros(4);
        assertFault(
                PcapngBytes.describe(sound(), 1, 0, resolution),
                "byte 100: expected option 9 to have 1 bytes, found 2");
        FileBytes offset = new FileBytes(LITTLE_ENDIAN).int16(14).int16(4).zeros(4);
        assertFault(
                PcapngBytes.describe(sound(), 1, 0, offset), "byte 100: expected option 14 to have 8 bytes, found 4");
    }

    @Test
    void refuses_a_file_that_ends_inside_a_block() throws IOException {
        assertFault(sound().zeros(5), "byte 84: expected 8 bytes of block header, the file ends after 5");
        assertFault(
                sound().int32(6).int32(60).zeros(10),
                "byte 84: expected 60 bytes of packet block, the file ends after 18");
        assertFault(
                sound().int32(5).int32(0xFFFF_FFF0L).zeros(10),
                "byte 84: expected 4294967276 bytes of block data, the file ends after 18");
        assertFault(
                sound().int32(5).int32(16).zeros(6),
                "byte 96: expected 4 bytes of block length, the file ends after 2");
    }

    @Test
    void refuses_a_broken_section() throws IOException {
        FileBytes magic = new FileBytes(LITTLE_ENDIAN).int32(0x1A2B3C4E).zeros(12);
        assertFault(sound().block(0x0A0D0D0A, magic), "byte 92: expected byte-order magic 1a2b3c4d, found 4e3c2b1a");
        FileBytes version =
                new FileBytes(LITTLE_ENDIAN).int32(0x1A2B3C4D).int16(1).int16(1).int64(-1);
        assertFault(sound().block(0x0A0D0D0A, version), "byte 96: expected pcapng version 1.0, found 1.1");
        assertThatThrownBy(() -> Readers.over(new FileBytes(LITTLE_ENDIAN).int32(0x0A0D0D0A)))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessage("in.pcap: byte 0: expected 28 bytes of section header block, the file ends after 4");
    }

    @Test
    void refuses_more_interfaces_than_memory_is_set_aside_for() throws IOException {
        FileBytes file = sound();
        for (int i = 1; i <= 65_536; i++) {
            PcapngBytes.describe(file, 1);
        }
        assertFault(file, "byte 1310784: expected at most 65536 interfaces in one section");
    }
}
