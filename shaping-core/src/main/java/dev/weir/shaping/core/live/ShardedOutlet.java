package dev.weir.shaping.core.live;

import dev.weir.shaping.capture.PacketHandler;
import dev.weir.shaping.capture.PacketOutlet;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The outlets of all shards as one: each is polled in its turn. */
final class ShardedOutlet implements PacketOutlet {
    private final OutputLane[] lanes;
    private final Waker consumer;
    private final BooleanSupplier work = this::hasWork;
    private int turn;

    ShardedOutlet(List<OutputLane> lanes, Waker consumer) {
        this.lanes = lanes.toArray(OutputLane[]::new);
        this.consumer = consumer;
    }

    @Override
    public int poll(PacketHandler handler, int max) {
        int taken = 0;
        for (int i = 0; i < lanes.length && taken < max; i++) {
            turn = turn + 1 == lanes.length ? 0 : turn + 1;
            taken += lanes[turn].poll(handler, max - taken);
        }
        return taken;
    }

    @Override
    public void await(long nanos) {
        consumer.sleep(nanos, work);
    }

    private boolean hasWork() {
        for (OutputLane lane : lanes) {
            if (lane.hasPackets()) {
                return true;
            }
        }
        return closed();
    }

    @Override
    public boolean closed() {
        for (OutputLane lane : lanes) {
            if (!lane.closed()) {
                return false;
            }
        }
        return true;
    }
}
