package dev.weir.shaping.capture;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;

/**
 * One producer thread's way into a live engine. For one thread at a time, but for {@link #close} and the counts, which are for any; wait-free; allocates nothing.
 *
 * <p>It has memory of its own until it is closed: 4 MiB, unless the run was told otherwise. The end of the run closes all that are open.
 */
public interface PacketIntake extends AutoCloseable {
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
     * @return accepted; busy if a lossless source must offer it again; or dropped, with the reason, which is
     *     {@link dev.weir.shaping.DropReason#CLOSED} once the intake or the run is closed
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

    /**
     * Takes no more packets. Those that were accepted go their way; once the engine has taken them, it forgets the intake and uses its memory again. The
     * packets it had no room for stay in the counts of the run. Does nothing when called again, or after the end of the run.
     *
     * <p>Any thread may call it, and waits for the one that is just offering a packet, if that is another.
     */
    @Override
    void close();
}
