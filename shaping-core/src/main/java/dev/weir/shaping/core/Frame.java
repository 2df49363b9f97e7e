package dev.weir.shaping.core;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bytes of one packet with what is needed to shape them: where they start and which way they travel.
 *
 * <p>Immutable and thread-safe; equal to a frame with the same bytes, length, link type, direction and adapter.
 */
public final class Frame {
    private final byte[] bytes;
    private final int length;
    private final LinkType linkType;
    private final Direction direction;
    private final Adapter adapter;

    private Frame(byte[] bytes, int length, LinkType linkType, Direction direction, Adapter adapter) {
        this.bytes = bytes;
        this.length = length;
        this.linkType = Objects.requireNonNull(linkType, "link type");
        this.direction = Objects.requireNonNull(direction, "direction");
        this.adapter = Objects.requireNonNull(adapter, "adapter");
    }

    /**
     * A frame that is there as a whole.
     *
     * @param bytes from the link layer on; copied
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @return the frame
     */
    public static Frame of(byte[] bytes, LinkType linkType, Direction direction) {
        return owning(bytes.clone(), linkType, direction);
    }

    /**
     * A frame of which a capture kept only the first bytes.
     *
     * @param bytes the captured bytes, from the link layer on; copied
     * @param length the length on the line in bytes, at least as many as were captured
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @return the frame
     * @throws IllegalArgumentException if the length is smaller than the number of captured bytes
     */
    public static Frame of(byte[] bytes, int length, LinkType linkType, Direction direction) {
        if (length < bytes.length) {
            throw new IllegalArgumentException(
                    "length must be at least the number of captured bytes, " + bytes.length + ": " + length);
        }
        return new Frame(bytes.clone(), length, linkType, direction, Adapter.NONE);
    }

    static Frame owning(byte[] bytes, LinkType linkType, Direction direction) {
        return new Frame(bytes, bytes.length, linkType, direction, Adapter.NONE);
    }

    /** The captured bytes themselves: not to be changed. */
    byte[] array() {
        return bytes;
    }

    /**
     * The captured bytes.
     *
     * @return a new array of {@link #capturedLength()} bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The number of captured bytes.
     *
     * @return 0 to {@link #length()}
     */
    public int capturedLength() {
        return bytes.length;
    }

    /**
     * The length on the line in bytes.
     *
     * @return 0 or more
     */
    public int length() {
        return length;
    }

    /**
     * What the first byte is.
     *
     * @return the link type
     */
    public LinkType linkType() {
        return linkType;
    }

    /**
     * The way the frame travels.
     *
     * @return the direction
     */
    public Direction direction() {
        return direction;
    }

    /**
     * The adapter it comes from.
     *
     * @return the adapter, {@link Adapter#NONE} unless set
     */
    public Adapter adapter() {
        return adapter;
    }

    /**
     * The same frame from an adapter. Shares the bytes.
     *
     * @param from the adapter
     * @return the new frame
     */
    public Frame adapter(Adapter from) {
        return new Frame(bytes, length, linkType, direction, from);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame frame
                && length == frame.length
                && linkType == frame.linkType
                && direction == frame.direction
                && adapter.equals(frame.adapter)
                && Arrays.equals(bytes, frame.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(bytes), length, linkType, direction, adapter);
    }

    /** Direction, link type and lengths, such as {@code outgoing ETHERNET frame, 1242 of 1242 bytes}. */
    @Override
    public String toString() {
        return direction + " " + linkType + " frame, " + bytes.length + " of " + length + " bytes";
    }
}
