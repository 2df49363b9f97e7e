package dev.weir.capture.pcap;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/*
 * The pcapng format [1]: blocks of type, total length, body, and the total length again. A section header block tells the
 * byte order of the blocks up to the next one and forgets all interfaces; interface description blocks number the section's
 * interfaces from 0. Packet-bearing blocks and interface descriptions are taken into the buffer whole; all others are
 * stepped over, however long they are. The section length is not used: it may be unknown, and the blocks tell the same.
 *
 *   section header:     28 bytes at least: type, length, byte-order magic, major, minor (16 bits each), section length
 *   interface:          20: type, length, link type, reserved (16 bits each), snapshot length
 *   enhanced packet:    32: type, length, interface, timestamp (upper word, lower word), captured and original length
 *   obsolete packet:    32: as enhanced, but interface and drop count have 16 bits each
 *   simple packet:      16: type, length, original length; interface 0, captured up to its snapshot length, no timestamp
 *
 * [1] draft-ietf-opsawg-pcapng, "PCAP Now Generic (pcapng) Capture File Format"
 */
/** Parses pcapng files. */
final class PcapngParser implements RecordParser {
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int MAX_INTERFACES = 1 << 16;

    private final CaptureInput input;
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    private long lastTimestampNanos;

    /** Whether a file that starts with these 4 bytes is in this format: the type reads the same in both orders. */
    static boolean matches(int magic) {
        return magic == SECTION_HEADER;
    }

    /** Reads the first section header. */
    PcapngParser(CaptureInput input) throws IOException {
        this.input = input;
        readSection();
    }

    @Override
    public boolean next(CaptureRecord packet) throws IOException {
        while (input.has(1)) {
            input.require(0, 8, "block header");
            int type = input.int32(0);
            switch (type) {
                case SECTION_HEADER -> readSection();
                case INTERFACE_DESCRIPTION -> readInterface();
                case ENHANCED_PACKET, OBSOLETE_PACKET -> {
                    readPacket(type, packet);
                    return true;
                }
                case SIMPLE_PACKET -> {
                    readSimplePacket(packet);
                    return true;
                }
                default -> skipBlock(0, blockLength(12));
            }
        }
        return false;
    }

    private void readSection() throws IOException {
        input.require(0, 28, "section header block");
        input.order(ByteOrder.LITTLE_ENDIAN);
        int magic = input.int32(8);
        if (Integer.reverseBytes(magic) == BYTE_ORDER_MAGIC) {
            input.order(ByteOrder.BIG_ENDIAN);
        } else if (magic != BYTE_ORDER_MAGIC) {
            throw input.fault(8, "expected byte-order magic 1a2b3c4d, found " + CaptureReader.hexBytes(magic));
        }
        if (input.uint16(12) != 1 || (input.uint16(14) != 0 && input.uint16(14) != 2)) {
            throw input.fault(12, "expected pcapng version 1.0, found " + input.uint16(12) + "." + input.uint16(14));
        }
        interfaces.clear();
        skipBlock(24, blockLength(28));
    }

    private void readInterface() throws IOException {
        int length = wholeBlock(20, "interface description block");
        if (interfaces.size() == MAX_INTERFACES) {
            throw input.fault(0, "expected at most " + MAX_INTERFACES + " interfaces in one section");
        }
        interfaces.add(CaptureInterface.read(input, length));
        input.advance(length);
    }

    private void readPacket(int type, CaptureRecord packet) throws IOException {
        int length = wholeBlock(32, "packet block");
        long id = type == OBSOLETE_PACKET ? input.uint16(8) : input.uint32(8);
        CaptureInterface from = describe(packet, 8, id);
        packet.readLengths(input, 20);
        place(packet, 28, length, 20);
        long units = input.uint32(12) << 32 | input.uint32(16);
        packet.timestampNanos = from.unit().nanos(units);
        lastTimestampNanos = packet.timestampNanos;
        input.advance(length);
    }

    private void readSimplePacket(CaptureRecord packet) throws IOException {
        int length = wholeBlock(16, "simple packet block");
        long snapLength = describe(packet, 0, 0).snapLength();
        packet.length = CaptureRecord.checkOriginal(input, 8);
        long captured = snapLength == 0 ? packet.length : Math.min(snapLength, packet.length);
        packet.capturedLength = CaptureRecord.checkCaptured(input, 8, captured);
        place(packet, 12, length, 8);
        packet.timestampNanos = lastTimestampNanos;
        input.advance(length);
    }

    private CaptureInterface describe(CaptureRecord packet, int at, long id) throws IOException {
        if (id >= interfaces.size()) {
            throw input.fault(
                    at, "expected a described interface: the section has " + interfaces.size() + ", found id " + id);
        }
        CaptureInterface from = interfaces.get((int) id);
        packet.interfaceId = (int) id;
        packet.interfaceName = from.name();
        packet.linkTypeCode = from.linkTypeCode();
        packet.linkType = from.linkType();
        return from;
    }

    private void place(CaptureRecord packet, int from, int blockLength, int lengthFrom) throws IOException {
        int room = blockLength - 4 - from;
        if (packet.capturedLength > room) {
            throw input.fault(
                    lengthFrom,
                    "expected at most " + room + " bytes of packet data in the block, found " + packet.capturedLength);
        }
        packet.offset = input.position() + from;
        packet.byteOffset = input.offset();
    }

    /** Takes the block at the position into the buffer and checks both of its lengths. */
    private int wholeBlock(int minimum, String what) throws IOException {
        long length = blockLength(minimum);
        if (length > CaptureInput.MAX_BYTES) {
            throw input.fault(4, "expected a block length up to " + CaptureInput.MAX_BYTES + ", found " + length);
        }
        input.require(0, (int) length, what);
        checkTrailer((int) length - 4, length);
        return (int) length;
    }

    private void skipBlock(int taken, long length) throws IOException {
        input.advance(taken);
        input.skip(length - taken - 4, "block data");
        input.require(0, 4, "block length");
        checkTrailer(0, length);
        input.advance(4);
    }

    private long blockLength(int minimum) throws IOException {
        long length = input.uint32(4);
        if (length < minimum || length % 4 != 0) {
            throw input.fault(
                    4, "expected a block length of at least " + minimum + ", a multiple of 4, found " + length);
        }
        return length;
    }

    private void checkTrailer(int from, long length) throws IOException {
        if (input.uint32(from) != length) {
            throw input.fault(from, "expected block length " + length + " again, found " + input.uint32(from));
        }
    }
}
