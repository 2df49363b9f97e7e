package dev.weir.capture.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Bytes that wait for a channel. Grows as needed, and holds no array when empty. Not thread-safe. */
final class ByteQueue {
    private static final byte[] NOTHING = new byte[0];

    private final ByteArrays arrays;
    private byte[] bytes = NOTHING;
    private int start;
    private int end;

    ByteQueue(ByteArrays arrays) {
        this.arrays = arrays;
    }

    int size() {
        return end - start;
    }

    boolean isEmpty() {
        return start == end;
    }

    /** Where the bytes are, from {@link #offset} on, until bytes are added to any queue. */
    byte[] array() {
        return bytes;
    }

    int offset() {
        return start;
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
        byte[] before = bytes;
        byte[] room = needed > before.length - before.length / 4 ? arrays.take(needed) : before;
        System.arraycopy(before, start, room, 0, size);
        bytes = room;
        start = 0;
        end = size;
        if (room != before) {
            arrays.give(before);
        }
    }

    /** Writes up to so many bytes, and keeps them: {@link #skip} is next. The answer is how many the channel took. */
    int writeTo(WritableByteChannel channel, int most) throws IOException {
        return channel.write(ByteBuffer.wrap(bytes, start, Math.min(most, size())));
    }

    /** Forgets the first bytes. */
    void skip(int count) {
        start += count;
        if (isEmpty()) {
            clear();
        }
    }

    void clear() {
        start = 0;
        end = 0;
        arrays.give(bytes);
        bytes = NOTHING;
    }
}
