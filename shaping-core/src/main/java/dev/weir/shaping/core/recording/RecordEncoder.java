package dev.weir.shaping.core.recording;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * Puts records into bytes. Not thread-safe; packets and late packets allocate nothing.
 *
 * <p>Each method fills {@link #bytes} anew, up to {@link #size}; the bytes of a packet follow its record. Times must not run backward.
 */
public final class RecordEncoder {
    private byte[] bytes = new byte[64];
    private int size;
    private long lastNanos;

    /** An encoder at time 0. */
    public RecordEncoder() {}

    /**
     * The start of a run; the first record.
     *
     * @param start the instant of time 0
     * @param recipe what the run is made of, by name
     * @throws IllegalArgumentException if a text is too long to be read back
     */
    public void start(Instant start, Map<String, String> recipe) {
        size = 0;
        octet(Format.START);
        zigzag(start.getEpochSecond());
        varint(start.getNano());
        varint(recipe.size());
        recipe.forEach((name, value) -> {
            text(name);
            text(value);
        });
    }

    /**
     * A packet that was taken or dropped; its bytes follow.
     *
     * @param nanos when
     * @param capturedLength the bytes that follow
     * @param length the length on the line in bytes
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param adapter the number of its adapter, 0 for none
     * @param source the lossless source, 1 to 255, or 0
     * @param token its mark
     */
    public void packet(
            long nanos,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            int adapter,
            int source,
            long token) {
        begin(Format.PACKET, nanos);
        octet(Format.code(linkType) << 1 | code(direction));
        octet(source);
        octet(adapter);
        fixed(token);
        varint(capturedLength);
        varint(length - capturedLength);
    }

    /**
     * An adapter, before its first packet.
     *
     * @param nanos when
     * @param number its number, 1 to 255
     * @param adapter the adapter
     * @throws IllegalArgumentException if its name is too long to be read back
     */
    public void adapter(long nanos, int number, Adapter adapter) {
        begin(Format.ADAPTER, nanos);
        octet(number);
        zigzag(adapter.id());
        text(adapter.name());
        text(adapter.type().name());
    }

    /**
     * There was no room for a released packet.
     *
     * @param nanos when
     * @param number its place in the order of arrival
     */
    public void refused(long nanos, long number) {
        begin(Format.REFUSED, nanos);
        varint(number);
    }

    /**
     * Packets that waited for room were taken.
     *
     * @param nanos when
     * @param packets how many
     */
    public void retried(long nanos, long packets) {
        begin(Format.RETRIED, nanos);
        varint(packets);
    }

    /**
     * The rules were replaced.
     *
     * @param nanos when
     * @param number how many times by now
     * @param names the new rules' names
     * @throws IllegalArgumentException if the text is too long to be read back
     */
    public void rules(long nanos, int number, String names) {
        begin(Format.RULES, nanos);
        varint(number);
        text(names);
    }

    /**
     * The filters were replaced.
     *
     * @param nanos when
     * @param number how many times by now
     * @param text the new filters
     * @throws IllegalArgumentException if the text is too long to be read back
     */
    public void filters(long nanos, int number, String text) {
        begin(Format.FILTERS, nanos);
        varint(number);
        text(text);
    }

    /**
     * A line was changed.
     *
     * @param nanos when
     * @param direction the direction of its packets
     * @param text what it is made of from now on
     * @throws IllegalArgumentException if the text is too long to be read back
     */
    public void line(long nanos, Direction direction, String text) {
        begin(Format.LINE, nanos);
        octet(code(direction));
        text(text);
    }

    /**
     * A name of addresses stands for something else.
     *
     * @param nanos when
     * @param name the name
     * @param members what belongs to it
     * @throws IllegalArgumentException if a text is too long to be read back
     */
    public void addresses(long nanos, String name, String members) {
        begin(Format.ADDRESSES, nanos);
        text(name);
        text(members);
    }

    /**
     * A packet that came after the last event.
     *
     * @param nanos when
     * @param direction the way it travels
     * @param length its length in bytes
     */
    public void late(long nanos, Direction direction, int length) {
        begin(Format.LATE, nanos);
        octet(code(direction));
        varint(length);
    }

    /**
     * The run takes no more packets from outside.
     *
     * @param nanos when
     * @param policy what becomes of held packets
     */
    public void closing(long nanos, String policy) {
        begin(Format.CLOSING, nanos);
        text(policy);
    }

    /**
     * All that is held is dropped; the last record.
     *
     * @param nanos when
     * @param released the packets released in the whole run
     */
    public void end(long nanos, long released) {
        begin(Format.END, nanos);
        varint(released);
    }

    /**
     * Inputs from here on are missing; the last record.
     *
     * @param lost how many
     */
    public void truncated(long lost) {
        size = 0;
        octet(Format.TRUNCATED);
        varint(lost);
    }

    /**
     * The record.
     *
     * @return an array that is used again
     */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * The record's length.
     *
     * @return bytes from index 0
     */
    public int size() {
        return size;
    }

    private void begin(int kind, long nanos) {
        size = 0;
        octet(kind);
        varint(nanos - lastNanos);
        lastNanos = nanos;
    }

    private static int code(Direction direction) {
        return direction == Direction.OUTGOING ? 1 : 0;
    }

    private void octet(int value) {
        bytes[size++] = (byte) value;
    }

    /** Seven bits an octet, the lowest first; all but the last octet have the top bit. */
    private void varint(long value) {
        room(10);
        long left = value;
        while ((left & ~0x7FL) != 0) {
            octet((int) left & 0x7F | 0x80);
            left >>>= 7;
        }
        octet((int) left);
    }

    private void zigzag(long value) {
        varint(value << 1 ^ value >> 63);
    }

    private void fixed(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (value >>> shift));
        }
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > Format.MAX_TEXT_BYTES) {
            throw new IllegalArgumentException(
                    "recorded text must be at most " + Format.MAX_TEXT_BYTES + " bytes: " + utf8.length);
        }
        varint(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
