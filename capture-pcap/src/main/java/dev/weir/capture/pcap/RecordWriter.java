package dev.weir.capture.pcap;

import java.io.IOException;

/** Lays out packets in one of the formats. */
interface RecordWriter {
    /** Writes one record, and what the format needs before it; a packet that the format cannot hold leaves no trace. */
    void write(long timestampNanos, byte[] bytes, int offset, int capturedLength, int length, int linkTypeCode)
            throws IOException;

    /** Writes what a file must have even without packets. */
    void finish() throws IOException;
}
