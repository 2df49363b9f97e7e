package dev.weir.capture.pcap;

import java.io.IOException;

/** Finds the next packet in one of the formats. */
interface RecordParser {
    /** Moves behind the next packet and sets all fields of the record; false at the end of the file. */
    boolean next(CaptureRecord packet) throws IOException;
}
