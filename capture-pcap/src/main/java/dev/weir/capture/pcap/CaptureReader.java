package dev.weir.capture.pcap;

import dev.weir.shaping.LinkType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the packets of a capture file, in the order of the file.
 *
 * <pre>{@code
 * try (CaptureReader reader = CaptureReader.open(Path.of("in.pcapng"))) {
 *     while (reader.next()) {
 *         use(reader.bytes(), reader.offset(), reader.capturedLength());
 *     }
 * }
 * }</pre>
 *
 * <p>Reads pcap of both byte orders, with microseconds, nanoseconds, and the "modified" format with longer headers; and
 * pcapng with any number of sections, byte orders and interfaces, packets being enhanced, simple and obsolete packet blocks.
 * The file is told by its first bytes, not by its name. It is streamed: it may be larger than memory, or a pipe.
 *
 * <p>The accessors tell about the record of the last {@link #next()} that returned true, and are undefined in any other
 * state. A file that breaks its format gives a {@link CaptureFormatException}, after all packets before the fault.
 *
 * <p>Not thread-safe. Blocks as the file does. Allocates a buffer of 64 KiB, which grows to at most 1 MiB for long records,
 * and about 100 bytes and its name for each interface of a section (at most 65,536); nothing per packet.
 *
 * <p>Sources: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng.
 */
public final class CaptureReader implements Closeable {
    private final Path path;
    private final CaptureInput input;
    private final long size;
    private final CaptureFormat format;
    private final RecordParser parser;
    private final CaptureRecord packet = new CaptureRecord();
    private long number;
    private boolean closed;
    private @Nullable CaptureFormatException fault;

    /** Reads from a channel, which the reader will close; if this throws, the caller does. */
    CaptureReader(Path path, ReadableByteChannel channel, long size) throws IOException {
        this.path = path;
        this.size = size;
        input = new CaptureInput(path, channel);
        format = recognise(input);
        parser = format == CaptureFormat.PCAP ? new PcapParser(input) : new PcapngParser(input);
    }

    /**
     * Opens a capture file and reads its header.
     *
     * @param path a file, or a pipe such as {@code /dev/stdin}
     * @return a reader before the first packet
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws CaptureFormatException if it is empty, no capture file, or broken in its header
     * @throws IOException if it is a directory or cannot be read; the message names it
     */
    public static CaptureReader open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FileSystemException(path.toString(), null, "is a directory");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new CaptureReader(path, channel, Files.isRegularFile(path) ? channel.size() : -1);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static CaptureFormat recognise(CaptureInput input) throws IOException {
        if (!input.has(1)) {
            throw input.fault(0, "expected a capture file, the file is empty");
        }
        input.require(0, 4, "magic number");
        int magic = input.int32(0);
        if (PcapParser.matches(magic)) {
            return CaptureFormat.PCAP;
        }
        if (PcapngParser.matches(magic)) {
            return CaptureFormat.PCAPNG;
        }
        throw input.fault(0, "expected the magic number of a pcap or pcapng file, found " + hexBytes(magic));
    }

    /** The bytes of a little-endian number in the order of the file. */
    static String hexBytes(int value) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
    }

    /**
     * Moves to the next packet.
     *
     * @return false at the end of the file
     * @throws CaptureFormatException if the file is broken here; further calls throw the same
     * @throws IOException if the file cannot be read or the reader is closed
     */
    public boolean next() throws IOException {
        if (closed) {
            throw new IOException(path + ": the reader is closed");
        }
        if (fault != null) {
            throw fault;
        }
        try {
            boolean found = parser.next(packet);
            if (found) {
                number++;
            }
            return found;
        } catch (CaptureFormatException e) {
            fault = e;
            throw e;
        }
    }

    /**
     * The array with the packet's bytes, owned by the reader: to be read only until the next call of {@link #next()}, which
     * may also replace it.
     *
     * @return the buffer
     */
    public byte[] bytes() {
        return input.buffer();
    }

    /**
     * Where the packet starts in {@link #bytes()}.
     *
     * @return an index, 0 or more
     */
    public int offset() {
        return packet.offset;
    }

    /**
     * The number of bytes at hand, a frame check sequence included where the capture has one.
     *
     * @return 0 to 262,144
     */
    public int capturedLength() {
        return packet.capturedLength;
    }

    /**
     * The length of the packet on the line. Where a file claims less than it holds, this is the captured length.
     *
     * @return {@link #capturedLength()} bytes or more
     */
    public int length() {
        return packet.length;
    }

    /**
     * When the packet was captured. Exact to the nanosecond, finer units are cut off; a stamp beyond the range of a long is
     * clamped to it. A simple packet block has no stamp: it gets that of the packet before it, 0 if there is none. A stamp
     * that a program left at 0 is 0. The time zone that old pcap files may hold is ignored.
     *
     * @return nanoseconds since 1970-01-01T00:00Z, negative before
     */
    public long timestampNanos() {
        return packet.timestampNanos;
    }

    /**
     * What the packet starts with.
     *
     * @return the link type, {@link LinkType#UNKNOWN} for any that Weir does not decode
     */
    public LinkType linkType() {
        return packet.linkType;
    }

    /**
     * The link type as a number of the LINKTYPE registry.
     *
     * @return 0 to 65535
     */
    public int linkTypeCode() {
        return packet.linkTypeCode;
    }

    /**
     * The number of the packet's interface within its section of the file.
     *
     * @return 0 to 65535, 0 in a pcap file
     */
    public int interfaceId() {
        return packet.interfaceId;
    }

    /**
     * The name of the packet's interface.
     *
     * @return the first 255 bytes of the name that the file gives it, {@code ""} if none
     */
    public String interfaceName() {
        return packet.interfaceName;
    }

    /**
     * The number of the packet.
     *
     * @return the count of packets so far, 1 for the first; 0 before it
     */
    public long number() {
        return number;
    }

    /**
     * Where the packet's record starts in the file.
     *
     * @return bytes from the start of the file
     */
    public long byteOffset() {
        return packet.byteOffset;
    }

    /**
     * How far the reader is in the file.
     *
     * @return the end of the current record, in bytes from the start of the file
     */
    public long bytesRead() {
        return input.offset();
    }

    /**
     * The size of the file when it was opened.
     *
     * @return bytes, or -1 if it is no regular file
     */
    public long size() {
        return size;
    }

    /**
     * The format of the file.
     *
     * @return the format, told by the first bytes
     */
    public CaptureFormat format() {
        return format;
    }

    /** Closes the file. Closing it again does nothing. */
    @Override
    public void close() throws IOException {
        closed = true;
        input.close();
    }
}
