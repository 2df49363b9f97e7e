package dev.weir.shaping.core.account;

import dev.weir.shaping.DropReason;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Whoever looks at what left and then at what entered never sees more of the former. */
@JCStressTest
@Outcome(
        id = {"0, 0", "0, 1", "0, 2", "1, 1", "1, 2", "2, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "no effect without its cause")
@Outcome(expect = Expect.FORBIDDEN, desc = "more left than entered")
@State
public class TotalsStress {
    private static final DropReason REASON = DropReason.CLOSED;
    private final Totals totals = new Totals();

    /** Counts. */
    @Actor
    public void count() {
        totals.in(100);
        totals.out(100);
        totals.in(100);
        totals.dropped(REASON, 100);
    }

    /**
     * Reads.
     *
     * @param result packets that left, and that entered
     */
    @Actor
    public void read(II_Result result) {
        long left = totals.packetsDropped(REASON);
        left += totals.packetsOut();
        result.r1 = (int) left;
        result.r2 = (int) totals.packetsIn();
    }
}
