package dev.weir.shaping.core.packet;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The packets an engine holds, each behind an int handle: its bytes, and the plain fields that follow it from stage to stage.
 *
 * <p>Not thread-safe. Allocates only while it grows to a new peak; bounded in bytes, each packet counting its cell and
 * {@value #FIXED_BYTES} bytes of fields. A handle is valid from {@link #allocate} to {@link #free}.
 *
 * <p>A packet's fields lie together in one record of 64 bytes, because a packet that waited is no longer in the cache and each line costs a miss.
 */
public final class PacketSlab {
    /** No packet. */
    public static final int NONE = -1;
    /** The longest packet, in captured bytes: the largest snapshot length capture tools use. */
    public static final int MAX_CAPTURED_BYTES = ByteCells.MAX_CELL_BYTES;
    /** The longest packet, in bytes on the line. */
    public static final int MAX_LENGTH = (1 << 28) - 1;
    /** What a packet's fields count against the bound. */
    public static final int FIXED_BYTES = 64;

    /** The greatest number of a copy. */
    public static final int MOST_COPIES = 15;

    private static final int SEGMENT_SHIFT = 12;
    private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;
    private static final int FIELDS = 8;

    private static final int ARRIVAL = 0;
    private static final int NUMBER = 1;
    private static final int ORDINAL = 2;
    private static final int TOKEN = 3;
    /** The next packet in the upper half, the cell in the lower. */
    private static final int PLACE = 4;
    /** The captured length in the upper half, the length on the line in the lower. */
    private static final int LENGTHS = 5;
    /** The flow in the upper half, the verdict in the lower. */
    private static final int TREATMENT = 6;
    /** Direction, link type, adapter, source, band and copy; the packet in front in the upper half. */
    private static final int KIND = 7;

    private static final Direction[] DIRECTIONS = Direction.values();
    private static final LinkType[] LINK_TYPES = LinkType.values();
    private static final int OUTGOING_BIT = 1;
    private static final int LINK_TYPE_SHIFT = 1;
    private static final int ADAPTER_SHIFT = 8;
    private static final int SOURCE_SHIFT = 16;
    private static final int BAND_SHIFT = 24;
    private static final long KEYED_BIT = 1L << 26;
    private static final int COPY_SHIFT = 27;

    private final ByteCells cells = new ByteCells();
    private final long maxBytes;
    private long[][] records = new long[4][];
    private int segments;
    private int freeHead = NONE;
    private long heldBytes;
    private int heldPackets;

    /**
     * A slab with a bound.
     *
     * @param maxBytes the bytes it may hold, at least 1
     */
    public PacketSlab(long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("packet memory must be at least 1 byte: " + maxBytes);
        }
        this.maxBytes = maxBytes;
    }

    /**
     * Makes room for a packet.
     *
     * @param capturedLength the bytes at hand, 0 to {@link #MAX_CAPTURED_BYTES}
     * @return a handle, or {@link #NONE} if the slab is full
     * @throws IllegalArgumentException if the packet is too long
     */
    public int allocate(int capturedLength) {
        requireCaptured(capturedLength);
        long cost = cost(capturedLength);
        if (heldBytes + cost > maxBytes) {
            return NONE;
        }
        if (freeHead == NONE) {
            grow();
        }
        int packet = freeHead;
        freeHead = next(packet);
        heldBytes += cost;
        heldPackets++;
        field(packet, PLACE, pair(NONE, cells.allocate(capturedLength)));
        field(packet, LENGTHS, pair(capturedLength, capturedLength));
        field(packet, TREATMENT, pair(NONE, NONE));
        return packet;
    }

    /**
     * Checks a packet's lengths.
     *
     * @param capturedLength the bytes at hand
     * @param length the bytes on the line
     * @throws IllegalArgumentException if one is out of range
     */
    public static void requireLengths(int capturedLength, int length) {
        requireCaptured(capturedLength);
        if (length < capturedLength || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "length must be within " + capturedLength + ".." + MAX_LENGTH + " bytes: " + length);
        }
    }

    /**
     * Makes a copy of a packet, bytes and fields, but for its source: a copy can be lost for want of room.
     *
     * @param original a handle, with a verdict
     * @param copy which copy it is, 1 to {@value #MOST_COPIES}
     * @return a handle, or {@link #NONE} if the slab is full
     */
    public int copyOf(int original, int copy) {
        int packet = allocate(capturedLength(original));
        if (packet == NONE) {
            return NONE;
        }
        System.arraycopy(bytes(original), offset(original), bytes(packet), offset(packet), capturedLength(original));
        for (int field = 0; field < FIELDS; field++) {
            if (field != PLACE) {
                field(packet, field, field(original, field));
            }
        }
        long kind = field(original, KIND) & 0xFFFF_FFFFL & ~(0xFFL << SOURCE_SHIFT | 0xFL << COPY_SHIFT);
        field(packet, KIND, kind | (long) copy << COPY_SHIFT);
        return packet;
    }

    /**
     * Cuts a packet off; its room stays what it was.
     *
     * @param packet a handle
     * @param length how many bytes are left at most, 0 or more
     */
    public void truncate(int packet, int length) {
        field(packet, LENGTHS, pair(Math.min(capturedLength(packet), length), Math.min(length(packet), length)));
    }

    /**
     * Which copy of a packet it is.
     *
     * @param packet a handle
     * @return 0 for the packet that was offered, 1 to {@value #MOST_COPIES} for a copy of it
     */
    public int copy(int packet) {
        return (int) field(packet, KIND) >>> COPY_SHIFT & 0xF;
    }

    private static void requireCaptured(int capturedLength) {
        if (capturedLength < 0 || capturedLength > MAX_CAPTURED_BYTES) {
            throw new IllegalArgumentException(
                    "captured length must be within 0.." + MAX_CAPTURED_BYTES + " bytes: " + capturedLength);
        }
    }

    /**
     * Gives a packet's room back.
     *
     * @param packet a handle
     */
    public void free(int packet) {
        heldBytes -= cells.bytesOf(cell(packet)) + FIXED_BYTES;
        heldPackets--;
        cells.free(cell(packet));
        field(packet, TREATMENT, pair(NONE, NONE));
        next(packet, freeHead);
        freeHead = packet;
    }

    /**
     * Passes on every packet that has a verdict; it may be freed meanwhile. For the end of an engine: looks at all records.
     *
     * @param action takes a handle
     */
    public void forEachJudged(IntConsumer action) {
        for (int packet = 0; packet < segments << SEGMENT_SHIFT; packet++) {
            if (verdict(packet) != NONE) {
                action.accept(packet);
            }
        }
    }

    private static long cost(int capturedLength) {
        return (1L << ByteCells.cellShift(capturedLength)) + FIXED_BYTES;
    }

    private void grow() {
        if (segments == records.length) {
            records = Arrays.copyOf(records, segments * 2);
        }
        records[segments] = new long[FIELDS << SEGMENT_SHIFT];
        int first = segments++ << SEGMENT_SHIFT;
        for (int packet = first + SEGMENT_MASK; packet >= first; packet--) {
            next(packet, freeHead);
            field(packet, TREATMENT, pair(NONE, NONE));
            freeHead = packet;
        }
    }

    /**
     * The bytes held now, as counted against the bound.
     *
     * @return 0 or more
     */
    public long heldBytes() {
        return heldBytes;
    }

    /**
     * The packets held now.
     *
     * @return 0 or more
     */
    public int heldPackets() {
        return heldPackets;
    }

    private long field(int packet, int field) {
        return records[packet >>> SEGMENT_SHIFT][(packet & SEGMENT_MASK) * FIELDS + field];
    }

    private void field(int packet, int field, long value) {
        records[packet >>> SEGMENT_SHIFT][(packet & SEGMENT_MASK) * FIELDS + field] = value;
    }

    private static long pair(int upper, int lower) {
        return (long) upper << 32 | lower & 0xFFFF_FFFFL;
    }

    private static int upper(long pair) {
        return (int) (pair >>> 32);
    }

    private static int lower(long pair) {
        return (int) pair;
    }

    private int cell(int packet) {
        return lower(field(packet, PLACE));
    }

    /**
     * The array that holds a packet's bytes, from {@link #offset}.
     *
     * @param packet a handle
     * @return the array, shared with other packets
     */
    public byte[] bytes(int packet) {
        return cells.bytes(cell(packet));
    }

    /**
     * Where a packet's bytes start in {@link #bytes}.
     *
     * @param packet a handle
     * @return the index
     */
    public int offset(int packet) {
        return cells.offset(cell(packet));
    }

    /**
     * The number of bytes at hand.
     *
     * @param packet a handle
     * @return 0 to {@link #MAX_CAPTURED_BYTES}
     */
    public int capturedLength(int packet) {
        return upper(field(packet, LENGTHS));
    }

    /**
     * The packet behind this one in the queue that holds both.
     *
     * @param packet a handle
     * @return a handle, or {@link #NONE}
     */
    public int next(int packet) {
        return upper(field(packet, PLACE));
    }

    /**
     * Chains a packet behind another.
     *
     * @param packet a handle
     * @param next a handle, or {@link #NONE}
     */
    public void next(int packet, int next) {
        field(packet, PLACE, pair(next, cell(packet)));
    }

    /**
     * Sets what a backend knows of a packet, but for its adapter, which becomes unknown.
     *
     * @param packet a handle
     * @param length the length on the line in bytes
     * @param linkType what the bytes start with
     * @param direction the direction
     * @param source the lossless source that sent it, 1 to 255, or 0 if the source may lose packets
     * @param token the backend's own mark
     */
    public void describe(int packet, int length, LinkType linkType, Direction direction, int source, long token) {
        field(packet, LENGTHS, pair(capturedLength(packet), length));
        field(
                packet,
                KIND,
                (direction == Direction.OUTGOING ? OUTGOING_BIT : 0)
                        | linkType.ordinal() << LINK_TYPE_SHIFT
                        | (long) source << SOURCE_SHIFT);
        field(packet, TOKEN, token);
    }

    /**
     * The length on the line in bytes.
     *
     * @param packet a handle
     * @return 0 or more
     */
    public int length(int packet) {
        return lower(field(packet, LENGTHS));
    }

    /**
     * The direction.
     *
     * @param packet a handle
     * @return the direction
     */
    public Direction direction(int packet) {
        return DIRECTIONS[(int) field(packet, KIND) & OUTGOING_BIT];
    }

    /**
     * What the bytes start with.
     *
     * @param packet a handle
     * @return the link type
     */
    public LinkType linkType(int packet) {
        return LINK_TYPES[(int) field(packet, KIND) >>> LINK_TYPE_SHIFT & 0x7F];
    }

    /**
     * The adapter that the packet came from.
     *
     * @param packet a handle
     * @return 1 to 255, or 0 if unknown
     */
    public int adapter(int packet) {
        return (int) field(packet, KIND) >>> ADAPTER_SHIFT & 0xFF;
    }

    /**
     * Sets the adapter that the packet came from.
     *
     * @param packet a handle, described
     * @param adapter 1 to 255, or 0 if unknown
     */
    public void adapter(int packet, int adapter) {
        field(packet, KIND, field(packet, KIND) & ~(0xFFL << ADAPTER_SHIFT) | (long) adapter << ADAPTER_SHIFT);
    }

    /**
     * The lossless source that sent the packet.
     *
     * @param packet a handle
     * @return 1 to 255, or 0 if the source may lose packets
     */
    public int source(int packet) {
        return (int) field(packet, KIND) >>> SOURCE_SHIFT & 0xFF;
    }

    /**
     * The traffic class under which the packet competes for capacity.
     *
     * @param packet a handle
     * @return 0 for high, 1 for normal, 2 for low
     */
    public int band(int packet) {
        return (int) field(packet, KIND) >>> BAND_SHIFT & 3;
    }

    /**
     * Sets the traffic class.
     *
     * @param packet a handle
     * @param band 0 for high, 1 for normal, 2 for low
     */
    public void band(int packet, int band) {
        field(packet, KIND, field(packet, KIND) & ~(3L << BAND_SHIFT) | (long) band << BAND_SHIFT);
    }

    /**
     * The packet in front of this one in a queue that is chained both ways.
     *
     * @param packet a handle
     * @return a handle, or {@link #NONE}
     */
    public int previous(int packet) {
        return upper(field(packet, KIND));
    }

    /**
     * Chains a packet to the one in front.
     *
     * @param packet a handle
     * @param previous a handle, or {@link #NONE}
     */
    public void previous(int packet, int previous) {
        field(packet, KIND, pair(previous, lower(field(packet, KIND))));
    }

    /**
     * The backend's own mark.
     *
     * @param packet a handle
     * @return the mark
     */
    public long token(int packet) {
        return field(packet, TOKEN);
    }

    /**
     * Sets what the engine finds out when the packet enters.
     *
     * @param packet a handle
     * @param arrivalNanos when it entered
     * @param number its place in the order of arrival, from 1
     */
    public void arrive(int packet, long arrivalNanos, long number) {
        field(packet, ARRIVAL, arrivalNanos);
        field(packet, NUMBER, number);
    }

    /**
     * Sets the packet's flow.
     *
     * @param packet a handle
     * @param flow the flow
     * @param ordinal the packet's number in the flow's incarnation, from 0
     */
    public void flow(int packet, int flow, long ordinal) {
        field(packet, TREATMENT, pair(flow, verdict(packet)));
        field(packet, ORDINAL, ordinal);
    }

    /**
     * When the packet entered.
     *
     * @param packet a handle
     * @return logical nanoseconds
     */
    public long arrivalNanos(int packet) {
        return field(packet, ARRIVAL);
    }

    /**
     * The packet's place in the order of arrival.
     *
     * @param packet a handle
     * @return 1 or more
     */
    public long number(int packet) {
        return field(packet, NUMBER);
    }

    /**
     * The packet's flow.
     *
     * @param packet a handle
     * @return the flow, or {@link #NONE}
     */
    public int flow(int packet) {
        return upper(field(packet, TREATMENT));
    }

    /**
     * The packet's number in its flow's incarnation, unless it has a draw key.
     *
     * @param packet a handle
     * @return 0 or more; the key, if there is one
     */
    public long ordinal(int packet) {
        return field(packet, ORDINAL);
    }

    /**
     * Has the packet draw its random numbers by a key, in place of its flow and its number in it.
     *
     * @param packet a handle, whose flow is set
     * @param key the key
     */
    public void drawKey(int packet, long key) {
        field(packet, ORDINAL, key);
        field(packet, KIND, field(packet, KIND) | KEYED_BIT);
    }

    /**
     * Whether the packet draws by a key.
     *
     * @param packet a handle
     * @return true if {@link #ordinal} is a key
     */
    public boolean keyed(int packet) {
        return (field(packet, KIND) & KEYED_BIT) != 0;
    }

    /**
     * The verdict that treats the packet.
     *
     * @param packet a handle
     * @return an index, or {@link #NONE} before there is one
     */
    public int verdict(int packet) {
        return lower(field(packet, TREATMENT));
    }

    /**
     * Sets the verdict that treats the packet.
     *
     * @param packet a handle
     * @param verdict an index
     */
    public void verdict(int packet, int verdict) {
        field(packet, TREATMENT, pair(flow(packet), verdict));
    }
}
