package dev.weir.capture.pcap;

import java.io.IOException;

/**
 * A capture file breaks its format, or ends too early.
 *
 * <p>The message is one line with the file, the position and what was expected there, such as {@code in.pcap: byte 1234:
 * expected 60 bytes of packet data, the file ends after 12}.
 */
public class CaptureFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The file as it was named. */
    private final String path;

    /** The position in the file. */
    private final long byteOffset;

    /**
     * Describes one fault.
     *
     * @param path the file as it was named when it was opened
     * @param byteOffset the position of the fault in bytes from the start of the file, 0 or more
     * @param problem what was expected, and what was found in its place
     */
    public CaptureFormatException(String path, long byteOffset, String problem) {
        super(path + ": byte " + byteOffset + ": " + problem);
        this.path = path;
        this.byteOffset = byteOffset;
    }

    /**
     * The broken file.
     *
     * @return the file as it was named when it was opened
     */
    public String path() {
        return path;
    }

    /**
     * Where the fault is.
     *
     * @return bytes from the start of the file, 0 or more
     */
    public long byteOffset() {
        return byteOffset;
    }
}
