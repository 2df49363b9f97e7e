package dev.weir.shaping.core.live;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A full lane's room is used again only when the packet in it has been read: the reader never sees bytes of the next. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "there was no room yet for the second")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the second took the room of the first")
@Outcome(expect = Expect.FORBIDDEN, desc = "overwritten while it was read")
@State
public class ByteLaneReuseStress {
    private static final int LENGTH = 100;
    private final ByteLane lane = new ByteLane(256);

    /** A lane with room for one more packet, but not for two. */
    public ByteLaneReuseStress() {
        offer(1);
    }

    private boolean offer(int number) {
        byte[] packet = new byte[LENGTH];
        Arrays.fill(packet, (byte) number);
        return lane.offer(packet, 0, LENGTH, LENGTH, LinkType.RAW_IP, Direction.OUTGOING, number);
    }

    /**
     * The producer.
     *
     * @param result whether the last packet found room
     */
    @Actor
    public void produce(II_Result result) {
        boolean second = offer(2);
        result.r2 = second && offer(3) ? 1 : 0;
    }

    /**
     * The consumer.
     *
     * @param result whether the first packet was whole
     */
    @Actor
    public void consume(II_Result result) {
        int place = lane.peek();
        boolean whole = true;
        for (int i = 0; i < LENGTH; i++) {
            whole &= lane.ring()[place + ByteLane.HEADER_BYTES + i] == 1;
        }
        result.r1 = whole ? 1 : 0;
        lane.take(place);
    }
}
