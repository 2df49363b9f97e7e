package dev.weir.shaping.core.live;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.core.packet.PacketSlab;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lane into the engine. */
final class Intake implements PacketIntake {
    /*
     * A producer that finds the lane full says so, then tries once more; the engine takes packets, then looks whether a producer has said so. One of
     * the two sees the other, so no producer waits for a call that never comes.
     */
    private static final Admission FULL = Admission.dropped(DropReason.INPUT_FULL);
    private static final Admission CLOSED = Admission.dropped(DropReason.CLOSED);
    private static final ByteLane NONE = new ByteLane(64);
    private final Intakes intakes;
    private ByteLane lane;
    final int source;
    final int adapter;
    private final Waker engine;
    private final Runnable onResume;
    private final Cursor full = new Cursor();
    private volatile boolean paused;
    private final AtomicBoolean refused = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean closed;
    private volatile boolean finished;
    /** Raised before the look at {@code closed}, so that whoever closes sees an offer that did not see it. */
    private final AtomicBoolean offering = new AtomicBoolean();

    Intake(Intakes intakes, ByteLane lane, int source, int adapter, Waker engine, Runnable onResume) {
        this.intakes = intakes;
        this.lane = lane;
        this.source = source;
        this.adapter = adapter;
        this.engine = engine;
        this.onResume = onResume;
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
        offering.set(true);
        try {
            if (closed) {
                return CLOSED;
            }
            if (!lane.offer(bytes, offset, capturedLength, length, linkType, direction, token)
                    && !(mayRetry() && lane.offer(bytes, offset, capturedLength, length, linkType, direction, token))) {
                return refusal();
            }
        } finally {
            offering.setRelease(false);
        }
        engine.wake();
        return Admission.ACCEPTED;
    }

    private boolean mayRetry() {
        if (source == 0) {
            return false;
        }
        refused.set(true);
        VarHandle.fullFence();
        return true;
    }

    private Admission refusal() {
        if (source != 0) {
            return Admission.BUSY;
        }
        full.release(full.acquire() + 1);
        return FULL;
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            shut();
            finished = true;
            intakes.closed();
        }
    }

    /** Takes no more; once this returns, what was accepted is in the lane. */
    void shut() {
        closed = true;
        while (offering.getAcquire()) {
            Thread.onSpinWait();
        }
    }

    /** Engine: where packets are. */
    ByteLane lane() {
        return lane;
    }

    /** Engine: whether its owner has closed it, and it is empty. */
    boolean isDrained() {
        return finished && lane.peek() < 0;
    }

    /** Engine: parts with the lane of a closed intake. */
    ByteLane giveLane() {
        ByteLane given = lane;
        lane = NONE;
        return given;
    }

    /** Engine: packets stay where they are. */
    void pause() {
        paused = true;
    }

    /** Engine: packets were taken, or may be again; tells a producer that waits for that. */
    void resume() {
        if (source == 0) {
            if (paused) {
                paused = false;
            }
            return;
        }
        VarHandle.fullFence();
        boolean waits = refused.get() && refused.getAndSet(false);
        if (paused || waits) {
            paused = false;
            onResume.run();
        }
    }

    /** Engine: tells the producer to look, as the intake is closed. */
    void tellClosed() {
        paused = false;
        onResume.run();
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
