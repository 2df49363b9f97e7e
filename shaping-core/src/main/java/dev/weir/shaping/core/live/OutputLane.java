package dev.weir.shaping.core.live;

import dev.weir.shaping.capture.PacketHandler;
import dev.weir.shaping.capture.PacketOutlet;
import dev.weir.shaping.core.packet.PacketSlab;
import java.util.function.BooleanSupplier;

/** The lane out of the engine. */
final class OutputLane implements PacketOutlet {
    private final ByteLane lane;
    private final Waker backend = new Waker();
    private final BooleanSupplier work = this::hasWork;
    private volatile boolean closed;
    private boolean added;

    OutputLane(int capacity) {
        lane = new ByteLane(capacity);
    }

    /** Engine: adds a packet, or answers false if there is no room. The backend may see it at once, but is only woken by {@link #flush}. */
    boolean offer(PacketSlab packets, int packet) {
        added = true;
        return lane.offer(
                packets.bytes(packet),
                packets.offset(packet),
                packets.capturedLength(packet),
                packets.length(packet),
                packets.linkType(packet),
                packets.direction(packet),
                packets.token(packet));
    }

    /** Engine: wakes the backend if a packet was added since the last time. */
    void flush() {
        if (added) {
            added = false;
            backend.wake();
        }
    }

    private boolean hasWork() {
        return closed || lane.peek() >= 0;
    }

    void close() {
        closed = true;
        backend.wake();
    }

    @Override
    public int poll(PacketHandler handler, int max) {
        int taken = 0;
        for (int place = -1; taken < max && (place = lane.peek()) >= 0; taken++) {
            try {
                handler.released(
                        lane.ring(),
                        place + ByteLane.HEADER_BYTES,
                        lane.captured(place),
                        lane.length(place),
                        lane.linkType(place),
                        lane.direction(place),
                        lane.token(place));
            } finally {
                lane.take(place);
            }
        }
        return taken;
    }

    @Override
    public void await(long nanos) {
        backend.sleep(nanos, work);
    }

    @Override
    public boolean closed() {
        return closed;
    }
}
