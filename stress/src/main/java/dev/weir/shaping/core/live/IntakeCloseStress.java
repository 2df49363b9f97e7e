package dev.weir.shaping.core.live;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A packet that was accepted while its intake closed is in the lane once it has closed. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "accepted, and there")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "refused, and not there")
@Outcome(expect = Expect.FORBIDDEN, desc = "accepted and lost, or refused and there")
@State
public class IntakeCloseStress {
    private static final Intakes INTAKES = new Intakes(256, new Waker(), failure -> {});
    private final Intake intake = new Intake(INTAKES, new ByteLane(256), 0, 0, new Waker(), () -> {});

    /**
     * The producer.
     *
     * @param result whether the packet was accepted
     */
    @Actor
    public void produce(II_Result result) {
        Admission answer = intake.offer(new byte[40], 0, 40, 40, LinkType.RAW_IP, Direction.OUTGOING, 0);
        result.r1 = answer == Admission.ACCEPTED ? 1 : 0;
    }

    /**
     * The engine.
     *
     * @param result whether the packet was there
     */
    @Actor
    public void close(II_Result result) {
        intake.shut();
        result.r2 = intake.lane().peek() < 0 ? 0 : 1;
    }
}
