package dev.weir.shaping.core.account;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A sum of delays that outgrows its first cell while it is read is that of some of them: each is three quarters of what the cell holds. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "a multiple of the delay")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn")
@State
public class DelayHistogramCarryStress {
    private static final long QUARTER_NANOS = 1L << 60;
    private static final int DELAYS = 1_000;
    private final DelayHistogram delays = new DelayHistogram();

    /** A histogram with one delay. */
    public DelayHistogramCarryStress() {
        delays.record(3 * QUARTER_NANOS);
    }

    /** Counts delays: three of four of them are carried over. */
    @Actor
    public void count() {
        for (int i = 0; i < DELAYS; i++) {
            delays.record(3 * QUARTER_NANOS);
        }
    }

    /**
     * Reads.
     *
     * @param result what the sum has more than a multiple, in quarters
     */
    @Actor
    public void read(I_Result result) {
        DelayCounts counts = delays.snapshot();
        result.r1 = (int) (Math.round(counts.meanNanos() * counts.count() / QUARTER_NANOS) % 3);
    }
}
