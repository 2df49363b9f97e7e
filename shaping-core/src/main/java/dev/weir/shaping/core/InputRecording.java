package dev.weir.shaping.core;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.core.live.InputRecorder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recording of all that decides in a live run: each packet with its time, each change of rules, and the end. {@link Shaper#replay} runs it again in
 * virtual time, and decides the same.
 *
 * <p>The engine's thread puts inputs into a bounded memory and never waits; a thread of the recording writes them. When the disk is too slow and the memory
 * is full, the recording is truncated from there on: the run goes on, and {@link #lost} counts. The recording is whole once the run is closed. For one
 * run; any thread may ask for the counts.
 *
 * <pre>{@code
 * try (LiveShaping live = shaper.live().record(InputRecording.to(Path.of("run.weir"))).start(backend)) { ... }
 * }</pre>
 */
public final class InputRecording {
    private static final int LEAST_BYTES = 1 << 19;
    private static final int MOST_BYTES = 1 << 30;

    private final @Nullable Path file;
    private final @Nullable OutputStream out;
    private int bytes = 1 << 24;
    private volatile @Nullable InputRecorder recorder;

    private InputRecording(@Nullable Path file, @Nullable OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * A recording in a file, which is made when the run starts, or overwritten.
     *
     * @param file the file
     * @return the recording
     */
    public static InputRecording to(Path file) {
        return new InputRecording(Objects.requireNonNull(file, "file"), null);
    }

    /**
     * A recording on a stream, which is flushed when nothing is left to write, and not closed.
     *
     * @param out the stream, written to by one thread of the recording
     * @return the recording
     */
    public static InputRecording to(OutputStream out) {
        return new InputRecording(null, Objects.requireNonNull(out, "out"));
    }

    /**
     * Sets the memory for what is not yet written; 16 MiB unless set.
     *
     * @param size 512 KiB to 1 GiB, rounded up to a power of two
     * @return this recording
     * @throws IllegalArgumentException if out of range
     */
    public InputRecording memory(DataSize size) {
        if (size.bytes() < LEAST_BYTES || size.bytes() > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "recording memory must be within " + LEAST_BYTES + ".." + MOST_BYTES + " bytes: " + size.bytes());
        }
        int floor = Integer.highestOneBit((int) size.bytes());
        bytes = floor == size.bytes() ? floor : floor << 1;
        return this;
    }

    /** The recorder of a run that is about to start. */
    synchronized InputRecorder recorder() {
        if (recorder != null) {
            throw new IllegalStateException("a recording is for one run");
        }
        InputRecorder fresh = new InputRecorder(bytes);
        recorder = fresh;
        return fresh;
    }

    void begin(InputRecorder fresh, Instant start, Map<String, String> recipe) {
        try {
            if (file != null) {
                begin(fresh, Files.newOutputStream(file), start, recipe);
            } else if (out != null) {
                fresh.begin(out, false, start, recipe);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("input recording: " + e.getMessage(), e);
        }
    }

    private static void begin(InputRecorder fresh, OutputStream owned, Instant start, Map<String, String> recipe)
            throws IOException {
        try {
            fresh.begin(owned, true, start, recipe);
        } catch (IOException | RuntimeException e) {
            owned.close();
            throw e;
        }
    }

    /**
     * The inputs recorded.
     *
     * @return their number so far
     */
    public long inputs() {
        InputRecorder known = recorder;
        return known == null ? 0 : known.recorded();
    }

    /**
     * The inputs left out since the memory was full or writing failed; once one is, all that follow are.
     *
     * @return their number so far
     */
    public long lost() {
        InputRecorder known = recorder;
        return known == null ? 0 : known.lost();
    }

    /**
     * Whether the recording is not of the whole run.
     *
     * @return true if inputs were left out or writing failed
     */
    public boolean truncated() {
        return lost() > 0 || failure() != null;
    }

    /**
     * Why writing ended before the run did.
     *
     * @return the failure, or null
     */
    public @Nullable Exception failure() {
        InputRecorder known = recorder;
        return known == null ? null : known.failure();
    }
}
