package dev.weir.shaping.core.live;

import dev.weir.shaping.core.packet.PacketSlab;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** An engine that sleeps since the way out is full is woken by the backend that makes room. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "awake")
@Outcome(expect = Expect.FORBIDDEN, desc = "slept to the end beside room")
@State
public class OutputRoomStress {
    private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final PacketSlab PACKETS = new PacketSlab(1 << 20);
    private static final int PACKET = OutputWakeStress.packet(PACKETS);
    private final Waker engine = new Waker();
    private final OutputLane lane = new OutputLane(256, new Waker(), engine);

    /** A lane that is full, as the engine knows. */
    public OutputRoomStress() {
        while (lane.offer(PACKETS, PACKET)) {
            lane.announce();
        }
    }

    /**
     * The engine.
     *
     * @param result 1 if it slept to the end
     */
    @Actor
    public void waitForRoom(I_Result result) {
        long start = System.nanoTime();
        lane.want(true);
        while (!lane.hasMoreRoom()) {
            engine.sleep(SLEEP_NANOS, lane::hasMoreRoom);
        }
        lane.want(false);
        result.r1 = System.nanoTime() - start > SLEEP_NANOS / 2 ? 1 : 0;
    }

    /** The backend. */
    @Actor
    public void poll() {
        lane.poll((bytes, offset, captured, length, linkType, direction, token) -> {}, 1);
    }
}
