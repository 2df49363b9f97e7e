package dev.weir.shaping.core;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A recording of inputs breaks its format, or ends too early. Immutable.
 *
 * <p>The message is one line with the file, the position and what is wrong there, such as {@code run.weir: byte 1234: file ends before the recording
 * does}.
 */
public final class RecordingFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The position in the file. */
    private final long byteOffset;

    RecordingFormatException(String file, long byteOffset, String problem, @Nullable Throwable cause) {
        super(file + ": byte " + byteOffset + ": " + problem, cause);
        this.byteOffset = byteOffset;
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
