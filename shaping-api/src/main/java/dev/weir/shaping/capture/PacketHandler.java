package dev.weir.shaping.capture;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;

/** Takes released packets from an outlet, on the thread that polls; called by one thread at a time, and must not keep the array. */
@FunctionalInterface
public interface PacketHandler {
    /**
     * A packet leaves.
     *
     * @param array holds the packet; valid during the call only
     * @param offset where it starts
     * @param capturedLength the bytes at hand
     * @param length the length on the line in bytes
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param token the mark it was offered with
     */
    void released(
            byte[] array,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            long token);

    /**
     * A packet leaves, by an adapter. What a backend overrides that has several; unless it does, the adapter is left out.
     *
     * @param array holds the packet; valid during the call only
     * @param offset where it starts
     * @param capturedLength the bytes at hand
     * @param length the length on the line in bytes
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param adapter the adapter that it came from, or that a rule binds it to; {@link Adapter#NONE} if none was told
     * @param token the mark it was offered with
     */
    default void released(
            byte[] array,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            Adapter adapter,
            long token) {
        released(array, offset, capturedLength, length, linkType, direction, token);
    }
}
