package dev.weir.shaping.core.live;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A thread that finds no room for its command waits, and goes on once there is some; if the engine ends instead, it is told. */
@JCStressTest
@Outcome(id = "1025, 0", expect = Expect.ACCEPTABLE, desc = "all were run")
@Outcome(id = "1024, 1", expect = Expect.ACCEPTABLE, desc = "the last was refused, as the engine had ended")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, run twice, or refused too soon")
@State
public class CommandsFullStress {
    private static final int MOST = 1_024;
    private final int[] done = new int[1];
    private final Commands commands = new Commands();
    private volatile boolean ended;

    /** Commands up to the bound. */
    public CommandsFullStress() {
        Runnable command = () -> done[0]++;
        for (int i = 0; i < MOST; i++) {
            commands.addNow(command);
        }
    }

    /**
     * A thread with one command more.
     *
     * @param result 1 if it was refused, 2 if there was no reason to
     */
    @Actor
    public void add(II_Result result) {
        boolean added = commands.add(() -> done[0]++, () -> ended);
        result.r2 = added ? 0 : ended ? 1 : 2;
    }

    /** The engine: runs what waits, and ends. */
    @Actor
    public void engine() {
        commands.run();
        ended = true;
    }

    /**
     * Runs what came last.
     *
     * @param result what was run
     */
    @Arbiter
    public void end(II_Result result) {
        commands.run();
        result.r1 = done[0];
    }
}
