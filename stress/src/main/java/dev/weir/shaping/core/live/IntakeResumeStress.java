package dev.weir.shaping.core.live;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A producer without losses that was refused is told when packets have been taken: it never waits for a call that does not come. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "accepted, and not told")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "accepted at the second try, and told all the same")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "refused, and told")
@Outcome(expect = Expect.FORBIDDEN, desc = "refused, and not told")
@State
public class IntakeResumeStress {
    private static final int LENGTH = 100;
    private int told;
    private static final Intakes INTAKES = new Intakes(256, new Waker(), failure -> {});
    private final Intake intake = new Intake(INTAKES, new ByteLane(256), 1, 0, new Waker(), () -> told++);

    /** An intake that is full. */
    public IntakeResumeStress() {
        offer();
        offer();
    }

    private Admission offer() {
        return intake.offer(new byte[LENGTH], 0, LENGTH, LENGTH, LinkType.RAW_IP, Direction.OUTGOING, 0);
    }

    /**
     * The producer.
     *
     * @param result 1 if it was refused
     */
    @Actor
    public void produce(II_Result result) {
        result.r1 = offer() == Admission.BUSY ? 1 : 0;
    }

    /** The engine: takes all, as the loop does. */
    @Actor
    public void drain() {
        for (int place = intake.lane().peek(); place >= 0; place = intake.lane().peek()) {
            intake.lane().take(place);
        }
        intake.resume();
    }

    /**
     * What came of it.
     *
     * @param result 1 if the producer was told
     */
    @Arbiter
    public void end(II_Result result) {
        result.r2 = told;
    }
}
