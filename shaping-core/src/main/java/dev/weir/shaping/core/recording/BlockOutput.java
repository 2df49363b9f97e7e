package dev.weir.shaping.core.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Writes a recording as blocks with checksums. Not thread-safe. */
public final class BlockOutput {
    private final OutputStream out;
    private final ByteBuffer block = ByteBuffer.allocate(Format.BLOCK_HEADER_BYTES + Format.MAX_BLOCK_BYTES);
    private final CRC32C checksum = new CRC32C();

    /**
     * Begins a recording.
     *
     * @param out takes the bytes
     * @throws IOException if it does not
     */
    public BlockOutput(OutputStream out) throws IOException {
        this.out = out;
        out.write(ByteBuffer.allocate(Format.HEADER_BYTES)
                .put(Format.MAGIC)
                .putShort((short) Format.VERSION)
                .array());
    }

    /**
     * Writes bytes, in as many blocks as they need.
     *
     * @param bytes an array
     * @param length the bytes from index 0
     * @throws IOException if they cannot be written
     */
    public void write(byte[] bytes, int length) throws IOException {
        for (int from = 0; from < length; from += Format.MAX_BLOCK_BYTES) {
            block(bytes, from, Math.min(length - from, Format.MAX_BLOCK_BYTES));
        }
    }

    private void block(byte[] bytes, int offset, int length) throws IOException {
        checksum.reset();
        checksum.update(bytes, offset, length);
        block.clear().putInt(length).putInt((int) checksum.getValue()).put(bytes, offset, length);
        out.write(block.array(), 0, block.position());
    }

    /**
     * Hands on what the stream keeps back.
     *
     * @throws IOException if it cannot
     */
    public void flush() throws IOException {
        out.flush();
    }
}
