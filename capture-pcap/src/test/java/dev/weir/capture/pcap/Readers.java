package dev.weir.capture.pcap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads capture files that are in memory. */
final class Readers {
    /** What the cursor showed of one packet. */
    record Seen(
            long timestampNanos, int length, int linkTypeCode, int interfaceId, long byteOffset, List<Byte> bytes) {}

    private Readers() {}

    static CaptureReader over(FileBytes file) throws IOException {
        return over(file.toArray());
    }

    static CaptureReader over(byte[] file) throws IOException {
        return over(file, Integer.MAX_VALUE);
    }

    static CaptureReader over(byte[] file, int step) throws IOException {
        return new CaptureReader(Path.of("in.pcap"), new MemoryChannel(file, step), file.length);
    }

    /** All packets, to the end of the file. */
    static List<Seen> all(CaptureReader reader) throws IOException {
        List<Seen> packets = new ArrayList<>();
        while (reader.next()) {
            packets.add(seen(reader));
        }
        return packets;
    }

    static Seen seen(CaptureReader reader) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : captured(reader)) {
            bytes.add(b);
        }
        return new Seen(
                reader.timestampNanos(),
                reader.length(),
                reader.linkTypeCode(),
                reader.interfaceId(),
                reader.byteOffset(),
                bytes);
    }

    static byte[] captured(CaptureReader reader) {
        return Arrays.copyOfRange(reader.bytes(), reader.offset(), reader.offset() + reader.capturedLength());
    }
}
