package dev.weir.shaping.core.live;

/** A stream of bytes from one thread to one other, in a ring. Wait-free; allocates nothing. */
final class ByteRing {
    private final byte[] ring;
    private final int mask;
    private final Cursor tail = new Cursor();
    private final Cursor head = new Cursor();
    private long written;
    private long freed;

    ByteRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity must be a power of two: " + capacity);
        }
        ring = new byte[capacity];
        mask = capacity - 1;
    }

    /** Producer: adds two pieces together, or answers false if that would leave less room than is to be spared. */
    boolean offer(byte[] first, int firstLength, byte[] second, int offset, int length, int spared) {
        long after = written + firstLength + length;
        if (after + spared - freed > ring.length) {
            freed = head.acquire();
            if (after + spared - freed > ring.length) {
                return false;
            }
        }
        copyIn(first, 0, firstLength, written);
        copyIn(second, offset, length, written + firstLength);
        written = after;
        tail.release(after);
        return true;
    }

    private void copyIn(byte[] bytes, int offset, int length, long position) {
        int place = (int) position & mask;
        int some = Math.min(length, ring.length - place);
        System.arraycopy(bytes, offset, ring, place, some);
        System.arraycopy(bytes, offset + some, ring, 0, length - some);
    }

    /** Consumer: takes as many bytes as there are and fit. */
    int poll(byte[] into) {
        long from = head.acquire();
        int length = (int) Math.min(tail.acquire() - from, into.length);
        int place = (int) from & mask;
        int some = Math.min(length, ring.length - place);
        System.arraycopy(ring, place, into, 0, some);
        System.arraycopy(ring, 0, into, some, length - some);
        head.release(from + length);
        return length;
    }
}
