package dev.weir.capture.pcap;

import java.io.IOException;
import java.nio.file.Path;

/** Writes little-endian pcap with nanoseconds; {@link PcapParser} tells the layout. Not thread-safe. */
final class PcapWriter implements RecordWriter {
    private static final int NANOSECONDS = 0xA1B23C4D;
    private static final int NO_LINK_TYPE = -1;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long MAX_SECONDS = 0xFFFF_FFFFL;

    private final Path path;
    private final CaptureOutput output;
    private int fileLinkTypeCode = NO_LINK_TYPE;

    PcapWriter(Path path, CaptureOutput output) {
        this.path = path;
        this.output = output;
    }

    @Override
    public void write(long timestampNanos, byte[] bytes, int offset, int capturedLength, int length, int linkTypeCode)
            throws IOException {
        long seconds = timestampNanos / NANOS_PER_SECOND;
        if (timestampNanos < 0 || seconds > MAX_SECONDS) {
            throw new IOException(path + ": timestamp must be within 0.." + MAX_SECONDS + " s in a pcap file: "
                    + timestampNanos + " ns");
        }
        if (linkTypeCode != fileLinkTypeCode) {
            writeFileHeader(linkTypeCode);
        }
        output.reserve(16);
        output.int32((int) seconds);
        output.int32((int) (timestampNanos - seconds * NANOS_PER_SECOND));
        output.int32(capturedLength);
        output.int32(length);
        output.bytes(bytes, offset, capturedLength);
    }

    private void writeFileHeader(int linkTypeCode) throws IOException {
        if (fileLinkTypeCode != NO_LINK_TYPE) {
            throw new IOException(path + ": link type must be " + fileLinkTypeCode
                    + " as in the packets before, a pcapng file (.pcapng) can have several: " + linkTypeCode);
        }
        output.reserve(24);
        output.int32(NANOSECONDS);
        output.int16(2);
        output.int16(4);
        output.int64(0);
        output.int32(CaptureRecord.MAX_CAPTURED_BYTES);
        output.int32(linkTypeCode);
        fileLinkTypeCode = linkTypeCode;
    }

    @Override
    public void finish() throws IOException {
        if (fileLinkTypeCode == NO_LINK_TYPE) {
            writeFileHeader(LinkTypes.ETHERNET);
        }
    }
}
