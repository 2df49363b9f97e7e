package dev.weir.capture.relay;

import java.util.ArrayDeque;

/** Arrays that are used again, so that those who hold bytes for a moment need none of their own in between. Keeps a few. Not thread-safe. */
final class ByteArrays {
    /** Twice what is read at once. */
    private static final int MOST_BYTES = 262_144;

    private static final int MOST_KEPT = 8;
    private static final int LEAST_BYTES = 8_192;

    private final ArrayDeque<byte[]> kept = new ArrayDeque<>(MOST_KEPT);

    /** An array of at least so many bytes, whatever they are. */
    byte[] take(int bytes) {
        byte[] known = kept.peek();
        if (known != null && known.length >= bytes) {
            kept.pop();
            return known;
        }
        return new byte[Math.max(LEAST_BYTES, (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes))];
    }

    /** Takes an array back; the giver must not use it any more. */
    void give(byte[] array) {
        if (array.length > MOST_BYTES || array.length == 0) {
            return;
        }
        if (kept.size() < MOST_KEPT) {
            kept.push(array);
        } else if (kept.element().length < array.length) {
            kept.pop();
            kept.push(array);
        }
    }
}
