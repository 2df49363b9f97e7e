package dev.weir.capture.relay;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.ReleasedPacket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: bytes become segments, segments go through the engine, and what the engine releases is put in order again. A segment that
 * the engine drops is sent again later, so no byte is ever missing. Not thread-safe.
 */
final class Stream extends Way implements RelayLoop.Retryable {
    private final Outflow outflow;
    private final Runnable timedOut;

    private final Map<Integer, Segment> early = new HashMap<>();
    private final Map<Integer, Segment> lost = new HashMap<>();
    /** Bytes that the engine had no room for, with room for a header in front of them. */
    private byte @Nullable [] refused;

    private int refusedAt;
    /** The flags of a control segment that the engine had no room for. */
    private int refusedControl;

    private long place;
    private int sent;
    private int expected;

    /**
     * A stream.
     *
     * @param outflow takes what has arrived, in order
     * @param timedOut is run when the same segment was lost too often
     */
    Stream(RelayLoop loop, Direction direction, PacketHeader header, long ordinal, Outflow outflow, Runnable timedOut) {
        super(loop, direction, header, ordinal);
        this.outflow = outflow;
        this.timedOut = timedOut;
    }

    Outflow outflow() {
        return outflow;
    }

    boolean isStalled() {
        return loop.regime().terms().way(RelayDirection.of(direction)).stalled();
    }

    /** Whether more bytes should be read for it. */
    boolean hasRoom() {
        return !isDead()
                && refused == null
                && refusedControl == 0
                && place - outflow.passed() < loop.settings().windowBytes();
    }

    /** How much to read at once: up to the end of the last segment that ends within so many bytes, so that segments are cut seldom. */
    int wholeSegments(int mostBytes) {
        return mostBytes - (int) ((place + mostBytes) % loop.settings().segmentBytes());
    }

    /** Sends bytes, in front of which there is room for a header, which is written over. A stream that is dead sends nothing. */
    void send(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offered(bytes, offset, end);
        if (at < end) {
            refused = Arrays.copyOfRange(bytes, at - header.length(), end);
            refusedAt = header.length();
            loop.retryLater(this);
        }
    }

    /** Offers bytes in segments; the answer is where the first one starts that the engine has no room for, or the end. */
    private int offered(byte[] bytes, int offset, int end) {
        if (isDead()) {
            return end;
        }
        int segmentBytes = loop.settings().segmentBytes();
        int at = offset;
        while (at < end) {
            int size = Math.min(end - at, (int) (segmentBytes - place % segmentBytes));
            if (!offer(bytes, at, size, place, PacketHeader.ACK, sent, 0)) {
                break;
            }
            sent++;
            place += size;
            at += size;
        }
        return at;
    }

    /** Sends a segment without bytes, behind all bytes. */
    void control(int flags) {
        if (isDead()) {
            return;
        }
        byte[] bytes = loop.scratch();
        if (refused != null || !offer(bytes, header.length(), 0, place, flags, sent, 0)) {
            refusedControl = flags;
            loop.retryLater(this);
            return;
        }
        sent++;
    }

    /** Offers again what the engine had no room for; the answer is whether nothing is left. */
    @Override
    public boolean retry() {
        byte[] bytes = refused;
        if (bytes != null) {
            refusedAt = offered(bytes, refusedAt, bytes.length);
            refused = refusedAt < bytes.length ? bytes : null;
        }
        int flags = refusedControl;
        if (refused == null && flags != 0 && !isDead()) {
            refusedControl = 0;
            control(flags);
        }
        return isDead() || (refused == null && refusedControl == 0);
    }

    private byte[] spaced(byte[] bytes) {
        byte[] spaced = new byte[header.length() + bytes.length];
        System.arraycopy(bytes, 0, spaced, header.length(), bytes.length);
        return spaced;
    }

    private boolean offer(byte[] bytes, int at, int size, long from, int flags, int number, int attempt) {
        int start = at - header.length();
        long cell = size == 0 ? ~(long) flags : from / loop.settings().segmentBytes();
        header.write(bytes, start, size, from, flags);
        return offerLossless(bytes, start, header.length() + size, number, cell, attempt);
    }

    @Override
    void arrived(ReleasedPacket packet) {
        int number = number(packet);
        lost.remove(number);
        if (number == expected) {
            int from = packet.offset() + header.length();
            deliver(flags(packet), packet.array(), from, packet.offset() + packet.length() - from);
            deliverEarly();
        } else {
            early.put(number, segment(packet, number));
        }
    }

    /** A copy of a segment brings nothing new: the segment itself has come, or is sent again if it was lost. */
    @Override
    void repeated(ReleasedPacket copy) {}

    private void deliverEarly() {
        for (Segment next = early.remove(expected); next != null && !isDead(); next = early.remove(expected)) {
            deliver(next.flags(), next.bytes(), 0, next.bytes().length);
        }
    }

    private void deliver(int flags, byte[] bytes, int offset, int length) {
        expected++;
        if (length > 0) {
            outflow.add(bytes, offset, length);
        } else {
            outflow.control(flags);
        }
    }

    /** A segment that the engine drops is sent again later. */
    @Override
    void lost(ReleasedPacket packet) {
        int number = number(packet);
        Segment before = lost.get(number);
        Segment segment = before == null ? segment(packet, number) : before.again();
        lost.put(number, segment);
        StallModel model = loop.settings().stalls();
        long now = loop.nowNanos();
        if (segment.attempt() >= model.mostAttempts()) {
            loop.timers().at(now, timedOut);
            return;
        }
        long roundTrip = loop.roundTripNanos();
        long timeout = model.timeoutNanos(segment.opens(), segment.attempt(), roundTrip);
        if (segment.attempt() == 0 && !segment.opens()) {
            loop.timers().at(now + roundTrip, () -> sendAgainSoon(segment, now + timeout));
        } else {
            loop.timers().at(now + timeout, () -> sendAgain(segment));
        }
    }

    /** A round trip after a loss: three later segments tell the sender of it, or else its time-out will. */
    private void sendAgainSoon(Segment segment, long timeoutAtNanos) {
        if (sent - segment.number() > StallModel.FAST_RETRANSMIT_SEGMENTS) {
            sendAgain(segment);
        } else {
            loop.timers().at(timeoutAtNanos, () -> sendAgain(segment));
        }
    }

    @SuppressWarnings("ReferenceEquality") // a segment that was lost once more is another object
    private void sendAgain(Segment segment) {
        if (isDead() || lost.get(segment.number()) != segment) {
            return;
        }
        byte[] bytes = spaced(segment.bytes());
        boolean taken = offer(
                bytes,
                header.length(),
                segment.bytes().length,
                segment.place(),
                segment.flags(),
                segment.number(),
                segment.attempt() + 1);
        if (!taken) {
            loop.timers().at(loop.nowNanos() + RelayLoop.BUSY_NANOS, () -> sendAgain(segment));
        }
    }

    private Segment segment(ReleasedPacket packet, int number) {
        int from = packet.offset() + header.length();
        long start = place - ((int) place - header.place(packet.array(), packet.offset()) & 0xFFFF_FFFFL);
        return Segment.of(number, start, flags(packet), packet.array(), from, packet.offset() + packet.length());
    }

    private int flags(ReleasedPacket packet) {
        return header.flags(packet.array(), packet.offset());
    }

    /** Whether all that was sent has arrived and was handed on. */
    boolean isIdle() {
        return isEmpty() && outflow.isIdle() && lost.isEmpty() && refused == null && refusedControl == 0;
    }

    @Override
    void die() {
        early.clear();
        lost.clear();
        outflow.die();
        refused = null;
        refusedControl = 0;
        super.die();
    }
}
