package dev.weir.shaping.core.live;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.packet.PacketSlab;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A backend that sleeps is woken by the engine that announces a packet, or closes. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "awake both times")
@Outcome(expect = Expect.FORBIDDEN, desc = "slept to the end beside a packet")
@State
public class OutputWakeStress {
    private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final PacketSlab PACKETS = new PacketSlab(1 << 20);
    private static final int PACKET = packet(PACKETS);
    private final OutputLane lane = new OutputLane(256, new Waker(), new Waker());

    static int packet(PacketSlab packets) {
        int packet = packets.allocate(100);
        packets.describe(packet, 100, LinkType.RAW_IP, Direction.OUTGOING, 0, 0);
        return packet;
    }

    /** The engine. */
    @Actor
    public void release() {
        lane.offer(PACKETS, PACKET);
        lane.announce();
        lane.close();
    }

    /**
     * The backend.
     *
     * @param result 1 if it slept to the end
     */
    @Actor
    public void await(I_Result result) {
        long start = System.nanoTime();
        while (lane.poll((bytes, offset, captured, length, linkType, direction, token) -> {}, 1) == 0) {
            lane.await(SLEEP_NANOS);
        }
        while (!lane.closed()) {
            lane.await(SLEEP_NANOS);
        }
        result.r1 = System.nanoTime() - start > SLEEP_NANOS / 2 ? 1 : 0;
    }
}
