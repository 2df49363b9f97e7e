package dev.weir.shaping.core.recording;

import java.io.IOException;

/** A recording breaks its format, or ends too early. */
public final class MalformedRecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The position in the file. */
    private final long byteOffset;

    /** What is wrong. */
    private final String problem;

    /** Whether the file merely ends before the recording does. */
    private final boolean cut;

    MalformedRecordingException(long byteOffset, String problem, boolean cut) {
        super(problem);
        this.byteOffset = byteOffset;
        this.problem = problem;
        this.cut = cut;
    }

    /**
     * Where the fault is.
     *
     * @return bytes from the start of the file
     */
    public long byteOffset() {
        return byteOffset;
    }

    /**
     * What is wrong.
     *
     * @return the message
     */
    public String problem() {
        return problem;
    }

    /**
     * Whether the file merely ends before the recording does.
     *
     * @return true if what is there is whole
     */
    public boolean cut() {
        return cut;
    }
}
