package dev.weir.capture.pcap;

import dev.weir.shaping.LinkType;
import java.io.IOException;
import java.nio.ByteOrder;

/*
 * The pcap format [1]: a file header of 24 bytes, then records of a header and the captured bytes.
 *
 *   file:   magic, major, minor (16 bits each), 2 unused words, snapshot length, link type
 *   record: seconds, fraction of a second, captured length, original length
 *
 * The magic number tells the byte order and the unit of the fraction. The "modified" format of Kuznetzov's patched libpcap
 * [2] adds 8 bytes to the record header: interface index, protocol, packet type. The link type is the lower 16 bits of its
 * word; the upper bits tell the length of the frame check sequence. The unused words once held a time zone and an accuracy;
 * like libpcap, the parser ignores them and the snapshot length.
 *
 * [1] draft-ietf-opsawg-pcap, "PCAP Capture File Format"
 * [2] wiki.wireshark.org/Development/LibpcapFileFormat, "modified pcap"
 */
/** Parses pcap files. */
final class PcapParser implements RecordParser {
    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;
    private static final int MODIFIED = 0xA1B2CD34;
    private static final int FILE_HEADER_BYTES = 24;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final CaptureInput input;
    private final int headerBytes;
    private final int nanosPerFraction;
    private final int linkTypeCode;
    private final LinkType linkType;

    /** Whether a file that starts with these 4 bytes, read little-endian, is in this format. */
    static boolean matches(int magic) {
        return isMagic(magic) || isMagic(Integer.reverseBytes(magic));
    }

    private static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS || magic == MODIFIED;
    }

    /** Reads the file header. */
    PcapParser(CaptureInput input) throws IOException {
        this.input = input;
        input.require(0, FILE_HEADER_BYTES, "file header");
        if (!isMagic(input.int32(0))) {
            input.order(ByteOrder.BIG_ENDIAN);
        }
        int magic = input.int32(0);
        if (input.uint16(4) != 2) {
            throw input.fault(4, "expected pcap version 2, found " + input.uint16(4) + "." + input.uint16(6));
        }
        headerBytes = magic == MODIFIED ? 24 : 16;
        nanosPerFraction = magic == NANOSECONDS ? 1 : 1_000;
        linkTypeCode = input.int32(20) & LinkTypes.MAX_CODE;
        linkType = LinkTypes.of(linkTypeCode);
        input.advance(FILE_HEADER_BYTES);
    }

    @Override
    public boolean next(CaptureRecord packet) throws IOException {
        if (!input.has(1)) {
            return false;
        }
        input.require(0, headerBytes, "packet header");
        packet.readLengths(input, 8);
        input.require(headerBytes, packet.capturedLength, "packet data");
        packet.timestampNanos = input.uint32(0) * NANOS_PER_SECOND + input.uint32(4) * nanosPerFraction;
        packet.offset = input.position() + headerBytes;
        packet.byteOffset = input.offset();
        packet.linkTypeCode = linkTypeCode;
        packet.linkType = linkType;
        input.advance(headerBytes + packet.capturedLength);
        return true;
    }
}
