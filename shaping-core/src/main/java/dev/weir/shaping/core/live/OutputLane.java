package dev.weir.shaping.core.live;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.capture.PacketHandler;
import dev.weir.shaping.capture.PacketOutlet;
import dev.weir.shaping.core.packet.PacketSlab;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** The lane out of the engine. */
final class OutputLane implements PacketOutlet {
    private final ByteLane lane;
    private final IntFunction<Adapter> adapters;
    private final Waker backend;
    private final Waker engine;
    private volatile boolean closed;
    private volatile boolean wanted;
    private boolean unannounced;
    private final BooleanSupplier work = this::hasWork;

    /** A lane whose packets come from no adapter. */
    OutputLane(int capacity, Waker backend, Waker engine) {
        this(capacity, number -> Adapter.NONE, backend, engine);
    }

    OutputLane(int capacity, IntFunction<Adapter> adapters, Waker backend, Waker engine) {
        this.adapters = adapters;
        lane = new ByteLane(capacity);
        this.backend = backend;
        this.engine = engine;
    }

    /** Engine: says whether it waits for room. */
    void want(boolean room) {
        if (wanted != room) {
            wanted = room;
        }
    }

    boolean wanted() {
        return wanted;
    }

    /** Engine: whether there is more room than when it was last refused. */
    boolean hasMoreRoom() {
        return lane.hasMoreRoom();
    }

    /** Engine: adds a packet, or answers false if there is no room. A backend that sleeps is woken by {@link #announce}. */
    boolean offer(PacketSlab packets, int packet) {
        boolean room = lane.offer(
                packets.bytes(packet),
                packets.offset(packet),
                packets.capturedLength(packet),
                packets.length(packet),
                packets.linkType(packet),
                packets.direction(packet),
                packets.adapter(packet),
                packets.token(packet));
        unannounced |= room;
        return room;
    }

    /** Engine: wakes a backend that sleeps, if packets were added since the last time. */
    void announce() {
        if (unannounced) {
            unannounced = false;
            backend.wake();
        }
    }

    private boolean hasWork() {
        return closed || hasPackets();
    }

    boolean hasPackets() {
        return lane.peek() >= 0;
    }

    void close() {
        closed = true;
        backend.wake();
    }

    @Override
    public int poll(PacketHandler handler, int max) {
        try {
            return take(handler, max);
        } finally {
            VarHandle.fullFence();
            if (wanted) {
                engine.wake();
            }
        }
    }

    private int take(PacketHandler handler, int max) {
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
                        adapters.apply(lane.adapter(place)),
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
