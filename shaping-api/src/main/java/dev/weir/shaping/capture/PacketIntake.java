package dev.weir.shaping.capture;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;

/** One producer thread's way into a live engine. For one thread at a time; wait-free; allocates nothing. */
public interface PacketIntake {
    /**
     * Hands a packet in. Its bytes are copied.
     *
     * @param bytes an array that holds the packet
     * @param offset where it starts
     * @param capturedLength the bytes at hand, 0 to 262 144
     * @param length the length on the line in bytes, {@code capturedLength} to 268 435 455
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param token any mark, given back at the release
     * @return accepted; busy if a lossless source must offer it again; or dropped, with the reason
     * @throws IllegalArgumentException if a length is out of range
     * @throws IndexOutOfBoundsException if the bytes are not in the array
     */
    Admission offer(
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            long token);

    /**
     * Whether the engine leaves packets of this intake where they are, as a queue that they have filled is full, the backend does not take what was
     * released, or the run is paused. A hint.
     *
     * @return true while a lossless source had better wait
     */
    boolean paused();

    /**
     * Packets that were dropped as the intake was full.
     *
     * @return their number; any thread may ask
     */
    long inputFull();
}
