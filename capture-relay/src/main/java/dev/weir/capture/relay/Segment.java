package dev.weir.capture.relay;

import java.util.Arrays;

/**
 * A piece of a stream that is kept: one that arrived before its turn, or was lost and is to be sent again.
 *
 * @param number its place in the order of sending
 * @param place where its bytes start in the stream
 * @param flags its TCP flags
 * @param attempt how often it was sent before
 * @param bytes its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Segment(int number, long place, int flags, int attempt, byte[] bytes) {
    static Segment of(int number, long place, int flags, byte[] array, int offset, int end) {
        return new Segment(number, place, flags, 0, Arrays.copyOfRange(array, offset, end));
    }

    Segment again() {
        return new Segment(number, place, flags, attempt + 1, bytes);
    }

    boolean opens() {
        return (flags & PacketHeader.SYN) != 0;
    }
}
