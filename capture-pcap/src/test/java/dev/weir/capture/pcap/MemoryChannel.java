package dev.weir.capture.pcap;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A file in memory that hands out at most some bytes at a time. */
final class MemoryChannel implements ReadableByteChannel {
    private final byte[] bytes;
    private final int step;
    private int position;

    MemoryChannel(byte[] bytes, int step) {
        this.bytes = bytes;
        this.step = step;
    }

    @Override
    public int read(ByteBuffer target) {
        if (position == bytes.length) {
            return -1;
        }
        int count = Math.min(Math.min(step, bytes.length - position), target.remaining());
        target.put(bytes, position, count);
        position += count;
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
