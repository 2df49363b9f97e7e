package dev.weir.capture.pcap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Writes packets into a new capture file.
 *
 * <pre>{@code
 * try (CaptureWriter writer = CaptureWriter.create(out, CaptureWriter.formatFor(out))) {
 *     writer.write(timestampNanos, bytes, 0, bytes.length, bytes.length, 1);
 *     writer.commit();
 * }
 * }</pre>
 *
 * <p>The file is written under a temporary name in the same folder ({@code .weir-*.part}). {@link #commit()} moves it to its
 * place, atomically where the file system can, replacing what was there; {@link #close()} without a commit deletes it. So
 * the output is complete or absent; only a killed process may leave the temporary file. A path that exists and is no regular
 * file, such as a pipe or {@code /dev/null}, is written directly; opening a pipe waits for its reader.
 *
 * <p>pcap files are little-endian, with nanoseconds, and have one link type. pcapng files have one section, and one interface
 * with nanoseconds for each link type.
 *
 * <p>Not thread-safe. Blocks as the file does. Allocates a buffer of 256 KiB, nothing per packet.
 *
 * <p>Sources: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng.
 */
public final class CaptureWriter implements Closeable {
    private final Path path;
    private final OutputFile file;
    private final CaptureOutput output;
    private final RecordWriter records;
    private boolean closed;

    private CaptureWriter(Path path, CaptureFormat format) throws IOException {
        this.path = path;
        file = OutputFile.create(path);
        output = new CaptureOutput(path, file.channel());
        records = format == CaptureFormat.PCAP ? new PcapWriter(path, output) : new PcapngWriter(path, output);
    }

    /**
     * Starts a capture file.
     *
     * @param out the file, new or to be replaced on commit; a symbolic link stands for the file it leads to
     * @param format the format
     * @return a writer without packets
     * @throws IOException if the path is a directory or cannot be written
     */
    public static CaptureWriter create(Path out, CaptureFormat format) throws IOException {
        return new CaptureWriter(out, format);
    }

    /**
     * The format a file name asks for.
     *
     * @param out a file name
     * @return {@link CaptureFormat#PCAPNG} if it ends in {@code .pcapng}, ignoring case, otherwise {@link CaptureFormat#PCAP}
     */
    public static CaptureFormat formatFor(Path out) {
        boolean blocks = out.toString().toLowerCase(Locale.ROOT).endsWith(".pcapng");
        return blocks ? CaptureFormat.PCAPNG : CaptureFormat.PCAP;
    }

    /**
     * Adds a packet. The bytes are copied.
     *
     * @param timestampNanos nanoseconds since 1970-01-01T00:00Z, 0 or more; in a pcap file less than 2^32 seconds
     * @param bytes an array with the captured bytes
     * @param offset where they start
     * @param capturedLength how many they are, 0 to 262,144
     * @param length the length of the packet on the line, at least the captured length
     * @param linkTypeCode the link type as a number of the LINKTYPE registry, 0 to 65535
     * @throws IOException if the file cannot be written or is closed; or if the format cannot hold the packet: a second link
     *     type in a pcap file, or a timestamp out of range. The latter leave the file as it was
     * @throws IllegalArgumentException if a length or the link type is out of range
     * @throws IndexOutOfBoundsException if the array does not have those bytes
     */
    public void write(long timestampNanos, byte[] bytes, int offset, int capturedLength, int length, int linkTypeCode)
            throws IOException {
        requireOpen();
        Objects.checkFromIndexSize(offset, capturedLength, bytes.length);
        requireRange("captured length", capturedLength, 0, CaptureRecord.MAX_CAPTURED_BYTES);
        requireRange("length", length, capturedLength, Integer.MAX_VALUE);
        requireRange("link type", linkTypeCode, 0, LinkTypes.MAX_CODE);
        records.write(timestampNanos, bytes, offset, capturedLength, length, linkTypeCode);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be within " + least + ".." + most + ": " + value);
        }
    }

    /**
     * Completes the file and puts it in its place. Without packets, the file has its header only; a pcap file then says
     * Ethernet.
     *
     * @throws IOException if the file cannot be completed, a write failed before, or the writer is closed
     */
    public void commit() throws IOException {
        requireOpen();
        records.finish();
        output.flush();
        closed = true;
        file.commit();
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException(path + ": the writer is closed");
        }
        if (output.failed()) {
            throw new IOException(path + ": an earlier write failed");
        }
    }

    /** Closes the file, and deletes it if it was not committed. Closing it again does nothing. */
    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }
}
