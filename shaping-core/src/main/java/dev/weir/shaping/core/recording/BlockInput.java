package dev.weir.shaping.core.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads a recording's blocks and checks them. Not thread-safe. */
final class BlockInput {
    private final InputStream in;
    private final byte[] block = new byte[Format.MAX_BLOCK_BYTES];
    private final CRC32C checksum = new CRC32C();
    /** Where the block's first byte is in the file. */
    private long base;

    private int at;
    private int end;

    BlockInput(InputStream in) throws IOException {
        this.in = in;
        byte[] header = in.readNBytes(Format.HEADER_BYTES);
        byte[] magic = Arrays.copyOf(header, Math.min(header.length, Format.MAGIC.length));
        if (!Arrays.equals(magic, Format.MAGIC)) {
            throw new MalformedRecordingException(0, "not a recording of inputs", false);
        }
        if (header.length < Format.HEADER_BYTES) {
            throw new MalformedRecordingException(header.length, "file ends in its header", true);
        }
        int version = ByteBuffer.wrap(header).getShort(Format.MAGIC.length);
        if (version != Format.VERSION) {
            throw new MalformedRecordingException(
                    Format.MAGIC.length, "version must be " + Format.VERSION + ": " + version, false);
        }
        base = Format.HEADER_BYTES;
    }

    /** The position in the file of what is read next. */
    long position() {
        return base + at;
    }

    /** The position in the file of the record that is read next. */
    long recordPosition() throws IOException {
        if (atEnd()) {
            throw cut();
        }
        return position();
    }

    MalformedRecordingException malformed(String problem) {
        return new MalformedRecordingException(position(), problem, false);
    }

    boolean atEnd() throws IOException {
        return at == end && !nextBlock();
    }

    private boolean nextBlock() throws IOException {
        base += end;
        at = 0;
        end = 0;
        byte[] header = in.readNBytes(Format.BLOCK_HEADER_BYTES);
        if (header.length == 0) {
            return false;
        }
        if (header.length < Format.BLOCK_HEADER_BYTES) {
            throw cut();
        }
        int length = ByteBuffer.wrap(header).getInt(0);
        if (length < 1 || length > Format.MAX_BLOCK_BYTES) {
            throw malformed("block length must be within 1.." + Format.MAX_BLOCK_BYTES + ": " + length);
        }
        if (in.readNBytes(block, 0, length) < length) {
            throw cut();
        }
        checksum.reset();
        checksum.update(block, 0, length);
        if ((int) checksum.getValue() != ByteBuffer.wrap(header).getInt(4)) {
            throw malformed("checksum of a block of " + length + " bytes is wrong");
        }
        base += Format.BLOCK_HEADER_BYTES;
        end = length;
        return true;
    }

    private MalformedRecordingException cut() {
        return new MalformedRecordingException(position(), "file ends before the recording does", true);
    }

    int octet() throws IOException {
        if (atEnd()) {
            throw cut();
        }
        return block[at++] & 0xFF;
    }

    void read(byte[] into, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (atEnd()) {
                throw cut();
            }
            int some = Math.min(length - done, end - at);
            System.arraycopy(block, at, into, done, some);
            at += some;
            done += some;
        }
    }

    /** A number in octets of seven bits. */
    long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw malformed("number is longer than 10 bytes");
    }

    /** A number within bounds. */
    long varint(String name, long least, long most) throws IOException {
        long value = varint();
        if (value < least || value > most) {
            throw malformed(name + " must be within " + least + ".." + most + ": " + value);
        }
        return value;
    }

    long zigzag() throws IOException {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    long fixed() throws IOException {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | octet();
        }
        return value;
    }
}
