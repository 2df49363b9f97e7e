package dev.weir.capture.pcap;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/*
 * One array that slides over the file. The parser asks for a whole record with require(), reads its fields relative to
 * position(), and steps over it with advance(); the bytes stay where they are until the next call that may fill. Filling
 * first moves the unread rest to the front: it is shorter than the record asked for. The array doubles until the record
 * fits, and no record may be larger than MAX_BYTES, so memory is bounded whatever the file says.
 */
/** Buffered input with byte order and position, shared by both formats. Not thread-safe. */
final class CaptureInput implements Closeable {
    static final int MAX_BYTES = 1 << 20;
    private static final int INITIAL_BYTES = 1 << 16;
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Path path;
    private final ReadableByteChannel channel;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private ByteBuffer window = ByteBuffer.wrap(buffer);
    private int position;
    private int limit;
    private long offset;
    private boolean bigEndian;

    CaptureInput(Path path, ReadableByteChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    /** The offset of the position in the file. */
    long offset() {
        return offset;
    }

    void order(ByteOrder order) {
        bigEndian = order == ByteOrder.BIG_ENDIAN;
    }

    /** Whether the file has that many bytes from the position on; makes them available. */
    boolean has(int count) throws IOException {
        return limit - position >= count || fill(count);
    }

    /** Makes the bytes from {@code from} behind the position available, all those before it being so already. */
    void require(int from, int count, String what) throws IOException {
        if (!has(from + count)) {
            throw truncated(from, count, what, limit - position - from);
        }
    }

    void advance(int count) {
        position += count;
        offset += count;
    }

    /** Steps over any number of bytes, without holding them. */
    void skip(long count, String what) throws IOException {
        long skipped = 0;
        while (skipped < count) {
            if (!has(1)) {
                offset -= skipped;
                throw truncated(0, count, what, skipped);
            }
            int step = (int) Math.min(count - skipped, limit - position);
            advance(step);
            skipped += step;
        }
    }

    int int32(int from) {
        int value = (int) INT.get(buffer, position + from);
        return bigEndian ? Integer.reverseBytes(value) : value;
    }

    long uint32(int from) {
        return int32(from) & 0xFFFF_FFFFL;
    }

    int uint16(int from) {
        short value = (short) SHORT.get(buffer, position + from);
        return (bigEndian ? Short.reverseBytes(value) : value) & 0xFFFF;
    }

    long int64(int from) {
        long value = (long) LONG.get(buffer, position + from);
        return bigEndian ? Long.reverseBytes(value) : value;
    }

    int uint8(int from) {
        return buffer[position + from] & 0xFF;
    }

    /** UTF-8, without zeros that pad it. */
    String text(int from, int bytes) {
        int length = bytes;
        while (length > 0 && buffer[position + from + length - 1] == 0) {
            length--;
        }
        return new String(buffer, position + from, length, StandardCharsets.UTF_8);
    }

    CaptureFormatException fault(int from, String problem) {
        return new CaptureFormatException(path.toString(), offset + from, problem);
    }

    private CaptureFormatException truncated(int from, long count, String what, long found) {
        return fault(from, "expected " + count + " bytes of " + what + ", the file ends after " + found);
    }

    private boolean fill(int count) throws IOException {
        makeRoom(count);
        while (limit < count) {
            window.limit(buffer.length).position(limit);
            int read = read();
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    private void makeRoom(int count) {
        byte[] target = buffer;
        if (count > buffer.length) {
            target = new byte[Integer.highestOneBit(count - 1) << 1];
            window = ByteBuffer.wrap(target);
        }
        System.arraycopy(buffer, position, target, 0, limit - position);
        buffer = target;
        limit -= position;
        position = 0;
    }

    private int read() throws IOException {
        try {
            return channel.read(window);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            FileSystemException named = new FileSystemException(path.toString(), null, e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
