package dev.weir.capture.pcap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/*
 * One little-endian section of unknown length. The first packet of a link type is preceded by an interface description with
 * that link type and nanosecond timestamps; the interface numbers follow the order of first use. Layout: PcapngParser.
 */
/** Writes pcapng with enhanced packet blocks. Not thread-safe. */
final class PcapngWriter implements RecordWriter {
    private static final int INTERFACE_BYTES = 32;
    private static final int PACKET_BYTES = 32;
    private static final int NANOSECONDS = 9;

    private final Path path;
    private final CaptureOutput output;
    private int[] interfaceLinkTypes = new int[4];
    private int interfaces;
    private boolean started;

    PcapngWriter(Path path, CaptureOutput output) {
        this.path = path;
        this.output = output;
    }

    @Override
    public void write(long timestampNanos, byte[] bytes, int offset, int capturedLength, int length, int linkTypeCode)
            throws IOException {
        if (timestampNanos < 0) {
            throw new IOException(path + ": timestamp must be 0 or more: " + timestampNanos + " ns");
        }
        finish();
        int id = interfaceId(linkTypeCode);
        int padding = -capturedLength & 3;
        int blockBytes = PACKET_BYTES + capturedLength + padding;
        output.reserve(28);
        output.int32(6);
        output.int32(blockBytes);
        output.int32(id);
        output.int32((int) (timestampNanos >>> 32));
        output.int32((int) timestampNanos);
        output.int32(capturedLength);
        output.int32(length);
        output.bytes(bytes, offset, capturedLength);
        output.reserve(padding + 4);
        output.zeros(padding);
        output.int32(blockBytes);
    }

    private int interfaceId(int linkTypeCode) throws IOException {
        for (int id = 0; id < interfaces; id++) {
            if (interfaceLinkTypes[id] == linkTypeCode) {
                return id;
            }
        }
        writeInterface(linkTypeCode);
        if (interfaces == interfaceLinkTypes.length) {
            interfaceLinkTypes = Arrays.copyOf(interfaceLinkTypes, interfaces * 2);
        }
        interfaceLinkTypes[interfaces] = linkTypeCode;
        return interfaces++;
    }

    private void writeInterface(int linkTypeCode) throws IOException {
        output.reserve(INTERFACE_BYTES);
        output.int32(1);
        output.int32(INTERFACE_BYTES);
        output.int16(linkTypeCode);
        output.int16(0);
        output.int32(CaptureRecord.MAX_CAPTURED_BYTES);
        output.int16(9);
        output.int16(1);
        output.int32(NANOSECONDS);
        output.int32(0);
        output.int32(INTERFACE_BYTES);
    }

    /** Writes the section header, once. */
    @Override
    public void finish() throws IOException {
        if (started) {
            return;
        }
        started = true;
        output.reserve(28);
        output.int32(0x0A0D0D0A);
        output.int32(28);
        output.int32(0x1A2B3C4D);
        output.int16(1);
        output.int16(0);
        output.int64(-1);
        output.int32(28);
    }
}
