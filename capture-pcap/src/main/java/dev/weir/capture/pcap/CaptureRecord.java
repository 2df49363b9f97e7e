package dev.weir.capture.pcap;

import dev.weir.shaping.LinkType;
import java.io.IOException;

/** The fields of the record under the cursor, overwritten by each record. Not thread-safe. */
final class CaptureRecord {
    /** The longest packet that tcpdump and Wireshark capture. */
    static final int MAX_CAPTURED_BYTES = 1 << 18;

    int offset;
    int capturedLength;
    int length;
    long timestampNanos;
    int linkTypeCode;
    LinkType linkType = LinkType.UNKNOWN;
    int interfaceId;
    String interfaceName = "";
    long byteOffset;

    /** Reads the captured and the original length, which follow each other in all records that have both. */
    void readLengths(CaptureInput input, int from) throws IOException {
        capturedLength = checkCaptured(input, from, input.uint32(from));
        length = Math.max(capturedLength, checkOriginal(input, from + 4));
    }

    static int checkCaptured(CaptureInput input, int from, long value) throws IOException {
        if (value > MAX_CAPTURED_BYTES) {
            throw input.fault(from, "expected a captured length within 0.." + MAX_CAPTURED_BYTES + ", found " + value);
        }
        return (int) value;
    }

    static int checkOriginal(CaptureInput input, int from) throws IOException {
        long value = input.uint32(from);
        if (value > Integer.MAX_VALUE) {
            throw input.fault(from, "expected an original length within 0.." + Integer.MAX_VALUE + ", found " + value);
        }
        return (int) value;
    }
}
