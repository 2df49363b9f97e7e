package dev.weir.shaping.core.engine;

import dev.weir.shaping.core.packet.Cells;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A mark that a reader finds leads to its own decision, or to none if its number was given to another; the latest is always known. */
@JCStressTest
@Outcome(
        id = {"1", "2", "3"},
        expect = Expect.ACCEPTABLE,
        desc = "the decision of the mark")
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "the first, which is not known any more")
@Outcome(expect = Expect.FORBIDDEN, desc = "another decision, or one that is missing")
@State
public class DecisionsStress {
    private static final int GROWN = 20;
    private final Decisions decisions = new Decisions();
    private final long[] mark = new long[1];

    /** One decision. */
    public DecisionsStress() {
        decide(0, "1");
    }

    private void decide(int number, String rule) {
        Cells.set(mark, 0, decisions.add(number, rule, "block"));
    }

    /** Decides: a number that is given to another, and one for which there is no room yet. */
    @Actor
    public void decide() {
        decide(0, "2");
        decide(GROWN, "3");
    }

    /**
     * Reads.
     *
     * @param result the decision found; 0 for the first where it is gone, -1 for one that must be there
     */
    @Actor
    public void read(I_Result result) {
        long seen = Cells.get(mark, 0);
        Decisions.Decision found = decisions.find(seen);
        int count = (int) (seen >>> 28);
        if (found == null) {
            result.r1 = count == 1 ? 0 : -1;
        } else {
            result.r1 = found.rule().equals(Integer.toString(count)) ? count : -1;
        }
    }
}
