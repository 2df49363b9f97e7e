package dev.weir.shaping.core.live;

import dev.weir.shaping.core.account.DelayCounts;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Whoever reads the time of stalls before their number never sees a stall without its count; nor a late packet that is not the longest known. */
@JCStressTest
@Outcome(
        id = {"0, 0, 0", "0, 1, 0", "0, 2, 0", "1, 1, 0", "1, 2, 0", "2, 2, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "stalls by their time, and by their count")
@Outcome(expect = Expect.FORBIDDEN, desc = "an effect without its cause")
@State
public class FidelityStress {
    private static final long STALL_NANOS = 2_000_000;
    private final Fidelity fidelity = new Fidelity();

    /** The engine: looks too late, twice, and releases a packet each time. */
    @Actor
    public void look() {
        for (long now = STALL_NANOS; now <= 2 * STALL_NANOS; now += STALL_NANOS) {
            fidelity.looked(now, now - STALL_NANOS, false);
            fidelity.released(0);
            fidelity.settle(now);
        }
    }

    /**
     * Reads.
     *
     * @param result the stalls by their time and by their count, and 1 for a packet later than the longest
     */
    @Actor
    public void read(III_Result result) {
        DelayCounts late = fidelity.lateness().snapshot();
        long stalled = fidelity.longestStallNanos() == 0 ? 0 : fidelity.stalledNanos();
        result.r1 = (int) (stalled / STALL_NANOS);
        result.r2 = (int) fidelity.stalls();
        result.r3 = late.maxNanos() < late.percentileNanos(100) || late.count() > result.r2 ? 1 : 0;
    }
}
