package dev.weir.shaping.core.live;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What two threads ask for is run once each. */
@JCStressTest
@Outcome(id = "11", expect = Expect.ACCEPTABLE, desc = "both, once")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost or run twice")
@State
public class CommandsStress {
    private int done;
    private final Commands commands = new Commands();

    /** One thread. */
    @Actor
    public void one() {
        commands.add(() -> done += 1, () -> false);
    }

    /** The engine, which has a command of its own. */
    @Actor
    public void engine() {
        commands.addNow(() -> done += 10);
        commands.run();
    }

    /**
     * The engine, once more.
     *
     * @param result what was run
     */
    @Arbiter
    public void end(I_Result result) {
        commands.run();
        result.r1 = done;
    }
}
