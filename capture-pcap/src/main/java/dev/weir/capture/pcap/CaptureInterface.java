package dev.weir.capture.pcap;

import dev.weir.shaping.LinkType;
import java.io.IOException;

/**
 * One interface description of a pcapng section.
 *
 * @param linkTypeCode the LINKTYPE number
 * @param linkType the link type
 * @param snapLength the longest packet in bytes, unsigned, 0 if not limited
 * @param unit the unit of its timestamps
 * @param name its name, {@code ""} if it has none
 */
record CaptureInterface(int linkTypeCode, LinkType linkType, long snapLength, TimestampUnit unit, String name) {
    /** What is kept of a name: a file may describe 65,536 interfaces. */
    static final int MAX_NAME_BYTES = 255;

    private static final int FIXED_BYTES = 16;
    private static final int END_OF_OPTIONS = 0;
    private static final int NAME = 2;
    private static final int TIMESTAMP_RESOLUTION = 9;
    private static final int TIMESTAMP_OFFSET = 14;

    /** Reads the interface description block at the position; its bytes are available. */
    static CaptureInterface read(CaptureInput input, int blockBytes) throws IOException {
        int resolution = TimestampUnit.MICROSECONDS;
        long offsetSeconds = 0;
        String name = "";
        int end = blockBytes - 4;
        int at = FIXED_BYTES;
        while (end - at >= 4 && input.uint16(at) != END_OF_OPTIONS) {
            int length = input.uint16(at + 2);
            if (length > end - at - 4) {
                throw input.fault(at, "expected an option of at most " + (end - at - 4) + " bytes, found " + length);
            }
            if (input.uint16(at) == TIMESTAMP_RESOLUTION) {
                requireLength(input, at, 1, length);
                resolution = input.uint8(at + 4);
            } else if (input.uint16(at) == TIMESTAMP_OFFSET) {
                requireLength(input, at, 8, length);
                offsetSeconds = input.int64(at + 4);
            } else if (input.uint16(at) == NAME) {
                name = input.text(at + 4, Math.min(length, MAX_NAME_BYTES));
            }
            at += 4 + ((length + 3) & ~3);
        }
        int code = input.uint16(8);
        TimestampUnit unit = new TimestampUnit(resolution, offsetSeconds);
        return new CaptureInterface(code, LinkTypes.of(code), input.uint32(12), unit, name);
    }

    private static void requireLength(CaptureInput input, int at, int expected, int found) throws IOException {
        if (found != expected) {
            throw input.fault(
                    at, "expected option " + input.uint16(at) + " to have " + expected + " bytes, found " + found);
        }
    }
}
