package dev.weir.shaping.core.live;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.core.packet.PacketSlab;
import java.util.Objects;

/** A lane into the engine. */
final class Intake implements PacketIntake {
    private static final Admission FULL = Admission.dropped(DropReason.INPUT_FULL);
    private static final Admission CLOSED = Admission.dropped(DropReason.CLOSED);
    final ByteLane lane;
    final int source;
    final int adapter;
    private final Waker engine;
    private final Cursor full = new Cursor();
    volatile boolean paused;
    private volatile boolean closed;
    /** Raised before the look at {@code closed}, so that whoever closes sees an offer that did not see it. */
    private volatile boolean offering;

    Intake(ByteLane lane, int source, int adapter, Waker engine) {
        this.lane = lane;
        this.source = source;
        this.adapter = adapter;
        this.engine = engine;
    }

    @Override
    public Admission offer(
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            long token) {
        PacketSlab.requireLengths(capturedLength, length);
        Objects.checkFromIndexSize(offset, capturedLength, bytes.length);
        offering = true;
        try {
            if (closed) {
                return CLOSED;
            }
            if (!lane.offer(bytes, offset, capturedLength, length, linkType, direction, token)) {
                return refuse();
            }
        } finally {
            offering = false;
        }
        engine.wake();
        return Admission.ACCEPTED;
    }

    /** Takes no more; once this returns, what was accepted is in the lane. */
    void close() {
        closed = true;
        while (offering) {
            Thread.onSpinWait();
        }
    }

    private Admission refuse() {
        if (source != 0) {
            return Admission.BUSY;
        }
        full.release(full.acquire() + 1);
        return FULL;
    }

    @Override
    public boolean paused() {
        return paused;
    }

    @Override
    public long inputFull() {
        return full.acquire();
    }
}
