package dev.weir.shaping.core.live;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.SourceKind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** What an intake accepted before it was closed is taken before it is forgotten; and all that are closed are forgotten. */
@JCStressTest
@Outcome(id = "2, 2, 0", expect = Expect.ACCEPTABLE, desc = "both taken, and the intake forgotten")
@Outcome(expect = Expect.FORBIDDEN, desc = "forgotten with a packet, or never")
@State
public class IntakeForgetStress {
    private final Intakes intakes = new Intakes(256, new Waker(), thrown -> {});
    private final Intake one = intakes.open(SourceKind.LOSSY, 0, () -> {});
    private final Intake other = intakes.open(SourceKind.LOSSY, 0, () -> {});
    private int taken;

    /** An engine that knows of one closed intake. */
    public IntakeForgetStress() {
        one.close();
    }

    /**
     * The producer.
     *
     * @param result the packets accepted
     */
    @Actor
    public void produce(III_Result result) {
        for (int packets = 0; packets < 2; packets++) {
            Admission answer = other.offer(new byte[40], 0, 40, 40, LinkType.RAW_IP, Direction.OUTGOING, 0);
            result.r1 += answer == Admission.ACCEPTED ? 1 : 0;
        }
        other.close();
    }

    /** The engine. */
    @Actor
    public void engine() {
        pass();
        pass();
    }

    private void pass() {
        intakes.tidy(source -> false);
        for (int i = 0; i < intakes.size(); i++) {
            ByteLane lane = intakes.get(i).lane();
            for (int place = lane.peek(); place >= 0; place = lane.peek()) {
                lane.take(place);
                taken++;
            }
        }
    }

    /**
     * The engine, once more.
     *
     * @param result the packets taken, and the intakes known
     */
    @Arbiter
    public void end(III_Result result) {
        pass();
        pass();
        result.r2 = taken;
        result.r3 = intakes.size();
    }
}
