package dev.weir.shaping.capture;

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
}
