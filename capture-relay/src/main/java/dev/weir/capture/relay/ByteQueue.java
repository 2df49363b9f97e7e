package dev.weir.capture.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Bytes that wait for a channel. Grows as needed and shrinks when empty. Not thread-safe. */
final class ByteQueue {
    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST_CAPACITY = 8_192;
    private static final int KEPT_CAPACITY = 65_536;
    private static final int MOST_PIECE = 131_072;

    private byte[] bytes = NOTHING;
    private int start;
    private int end;

    int size() {
        return end - start;
    }

    boolean isEmpty() {
        return start == end;
    }

    void add(byte[] from, int offset, int length) {
        if (bytes.length - end < length) {
            makeRoom(length);
        }
        System.arraycopy(from, offset, bytes, end, length);
        end += length;
    }

    private void makeRoom(int length) {
        int size = size();
        int needed = Math.addExact(size, length);
        byte[] room = bytes;
        if (needed > bytes.length - bytes.length / 4) {
            room = new byte
                    [Math.max(FIRST_CAPACITY, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8, 2L * needed)))];
        }
        System.arraycopy(bytes, start, room, 0, size);
        bytes = room;
        start = 0;
        end = size;
    }

    /** Writes what the channel takes, piece by piece: a channel copies all that it is given. The answer is how much that was. */
    int writeTo(WritableByteChannel channel) throws IOException {
        int written = 0;
        int piece;
        int taken;
        do {
            piece = Math.min(size(), MOST_PIECE);
            taken = channel.write(ByteBuffer.wrap(bytes, start, piece));
            start += taken;
            written += taken;
        } while (taken == piece && !isEmpty());
        if (isEmpty()) {
            clear();
        }
        return written;
    }

    void clear() {
        start = 0;
        end = 0;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = NOTHING;
        }
    }
}
