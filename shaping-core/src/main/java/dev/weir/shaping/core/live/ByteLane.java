package dev.weir.shaping.core.live;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Packets on their way from one thread to one other: a ring of bytes. Wait-free; allocates nothing. */
final class ByteLane {
    /*
     * A record is a header of 24 bytes (size of the record, captured length, length, kind, token) and the bytes, filled up to 8. It lies in one
     * piece: where it would not fit before the end of the ring, a record of captured length -1 fills that up. A record takes half the ring at most, so
     * that it fits into an empty ring wherever that starts. The producer publishes by a release store of the tail, the consumer frees by one of
     * the head; each keeps the last value it saw of the other's.
     */
    static final int HEADER_BYTES = 24;
    private static final int FILLER = -1;
    private static final int ADAPTER_SHIFT = 16;
    private static final int LINK_TYPE_MASK = (1 << ADAPTER_SHIFT) - 1;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final LinkType[] LINK_TYPES = LinkType.values();
    private static final Direction[] DIRECTIONS = Direction.values();

    private final byte[] ring;
    private final int mask;
    private final Cursor tail = new Cursor();
    private final Cursor head = new Cursor();
    private final long[] producer = new long[32];
    private final long[] consumer = new long[32];
    private static final int OWN = 8;
    private static final int SEEN = 9;

    ByteLane(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 64) {
            throw new IllegalArgumentException("capacity must be a power of two of at least 64: " + capacity);
        }
        ring = new byte[capacity];
        mask = capacity - 1;
    }

    /** Producer: adds a packet of no adapter, or answers false if there is no room. */
    boolean offer(
            byte[] bytes, int offset, int captured, int length, LinkType linkType, Direction direction, long token) {
        return offer(bytes, offset, captured, length, linkType, direction, 0, token);
    }

    /** Producer: adds a packet with the number of its adapter, or answers false if there is no room. */
    boolean offer(
            byte[] bytes,
            int offset,
            int captured,
            int length,
            LinkType linkType,
            Direction direction,
            int adapter,
            long token) {
        int size = (HEADER_BYTES + captured + 7) & ~7;
        long at = producer[OWN];
        int place = (int) at & mask;
        int toEnd = ring.length - place;
        int filler = toEnd < size ? toEnd : 0;
        if (size > ring.length >> 1 || !hasRoom(at, filler + size)) {
            return false;
        }
        if (filler > 0) {
            INTS.set(ring, place, filler);
            INTS.set(ring, place + 4, FILLER);
            place = 0;
        }
        INTS.set(ring, place, size);
        INTS.set(ring, place + 4, captured);
        INTS.set(ring, place + 8, length);
        INTS.set(ring, place + 12, adapter << ADAPTER_SHIFT | linkType.ordinal() << 1 | direction.ordinal());
        LONGS.set(ring, place + 16, token);
        System.arraycopy(bytes, offset, ring, place + HEADER_BYTES, captured);
        producer[OWN] = at + filler + size;
        tail.release(at + filler + size);
        return true;
    }

    /** Producer: whether the consumer has taken records since the producer last looked. */
    boolean hasMoreRoom() {
        return head.acquire() != producer[SEEN];
    }

    private boolean hasRoom(long at, int size) {
        if (at + size - producer[SEEN] > ring.length) {
            producer[SEEN] = head.acquire();
        }
        return at + size - producer[SEEN] <= ring.length;
    }

    /** Consumer: the place of the first record's header, or -1 if there is none. */
    int peek() {
        if (consumer[OWN] == consumer[SEEN]) {
            consumer[SEEN] = tail.acquire();
        }
        return peekSeen();
    }

    /** Consumer: as {@link #peek}, but only among the records that were there when it last looked. */
    int peekSeen() {
        long at = consumer[OWN];
        if (at == consumer[SEEN]) {
            return -1;
        }
        int place = (int) at & mask;
        if (captured(place) == FILLER) {
            consumer[OWN] = at + size(place);
            return 0;
        }
        return place;
    }

    /** Consumer: takes the record at a place that {@link #peek} gave. */
    void take(int place) {
        consumer[OWN] += size(place);
        head.release(consumer[OWN]);
    }

    private int size(int place) {
        return (int) INTS.get(ring, place);
    }

    int captured(int place) {
        return (int) INTS.get(ring, place + 4);
    }

    int length(int place) {
        return (int) INTS.get(ring, place + 8);
    }

    LinkType linkType(int place) {
        return LINK_TYPES[(kind(place) & LINK_TYPE_MASK) >> 1];
    }

    Direction direction(int place) {
        return DIRECTIONS[kind(place) & 1];
    }

    int adapter(int place) {
        return kind(place) >>> ADAPTER_SHIFT;
    }

    private int kind(int place) {
        return (int) INTS.get(ring, place + 12);
    }

    long token(int place) {
        return (long) LONGS.get(ring, place + 16);
    }

    byte[] ring() {
        return ring;
    }
}
