package dev.weir.capture.pcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes of a file, put together by hand in either byte order. */
final class FileBytes {
    private ByteBuffer buffer = ByteBuffer.allocate(256);

    FileBytes(ByteOrder order) {
        buffer.order(order);
    }

    FileBytes order(ByteOrder order) {
        buffer.order(order);
        return this;
    }

    ByteOrder order() {
        return buffer.order();
    }

    FileBytes int16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    FileBytes int32(long value) {
        room(4).putInt((int) value);
        return this;
    }

    FileBytes int64(long value) {
        room(8).putLong(value);
        return this;
    }

    FileBytes raw(byte... bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    FileBytes zeros(int count) {
        return raw(new byte[count]);
    }

    /** A pcapng block around a body of a multiple of 4 bytes. */
    FileBytes block(int type, FileBytes body) {
        byte[] bytes = body.toArray();
        return int32(type).int32(bytes.length + 12).raw(bytes).int32(bytes.length + 12);
    }

    int size() {
        return buffer.position();
    }

    byte[] toArray() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            buffer = ByteBuffer.allocate(capacity).order(buffer.order()).put(buffer.array(), 0, buffer.position());
        }
        return buffer;
    }
}
