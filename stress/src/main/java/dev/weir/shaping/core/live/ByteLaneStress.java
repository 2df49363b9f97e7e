package dev.weir.shaping.core.live;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What comes out of a lane went in, in order and whole. A result is 0 for nothing, else the packet's number, or -1 if it is torn. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "nothing there yet")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the first came between the looks")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the first alone")
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "both")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, reordered or torn")
@State
public class ByteLaneStress {
    private final ByteLane lane = new ByteLane(256);

    /** The producer. */
    @Actor
    public void produce() {
        offer(1, 40);
        offer(2, 60);
    }

    private void offer(int number, int length) {
        byte[] packet = new byte[length];
        java.util.Arrays.fill(packet, (byte) number);
        lane.offer(packet, 0, length, length + number, LinkType.RAW_IP, Direction.OUTGOING, number);
    }

    /**
     * The consumer.
     *
     * @param result what the two looks saw
     */
    @Actor
    public void consume(II_Result result) {
        result.r1 = take();
        result.r2 = take();
    }

    private int take() {
        int place = lane.peek();
        if (place < 0) {
            return 0;
        }
        int number = (int) lane.token(place);
        int captured = lane.captured(place);
        boolean whole = captured == 20 + 20 * number && lane.length(place) == captured + number;
        for (int i = 0; i < captured && whole; i++) {
            whole = lane.ring()[place + ByteLane.HEADER_BYTES + i] == number;
        }
        lane.take(place);
        return whole ? number : -1;
    }
}
