package dev.weir.capture.pcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Buffered little-endian output of one fixed buffer, shared by both formats. Not thread-safe. */
final class CaptureOutput {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Path path;
    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private boolean failed;

    CaptureOutput(Path path, WritableByteChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes room for a header of that many bytes. */
    void reserve(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    void int16(int value) {
        buffer.putShort((short) value);
    }

    void int32(int value) {
        buffer.putInt(value);
    }

    void int64(long value) {
        buffer.putLong(value);
    }

    void bytes(byte[] source, int offset, int count) throws IOException {
        int written = 0;
        while (written < count) {
            reserve(1);
            int step = Math.min(count - written, buffer.remaining());
            buffer.put(source, offset + written, step);
            written += step;
        }
    }

    void zeros(int count) {
        for (int i = 0; i < count; i++) {
            buffer.put((byte) 0);
        }
    }

    /** Whether a write failed, so that the file has a gap. */
    boolean failed() {
        return failed;
    }

    void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (ClosedChannelException e) {
            failed = true;
            throw e;
        } catch (IOException e) {
            failed = true;
            FileSystemException named = new FileSystemException(path.toString(), null, e.getMessage());
            named.initCause(e);
            throw named;
        } finally {
            buffer.clear();
        }
    }
}
