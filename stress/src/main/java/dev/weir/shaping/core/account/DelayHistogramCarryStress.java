package dev.weir.shaping.core.account;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A sum of delays that outgrows its first cell while it is read is that before or that after, in quarters of 2^63 nanoseconds. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "before")
@Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "after")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn")
@State
public class DelayHistogramCarryStress {
    private static final long QUARTER_NANOS = 1L << 61;
    private final DelayHistogram delays = new DelayHistogram();

    /** A histogram with one delay. */
    public DelayHistogramCarryStress() {
        delays.record(QUARTER_NANOS);
    }

    /** Counts a delay with which the sum is no longer below 2^62. */
    @Actor
    public void count() {
        delays.record(2 * QUARTER_NANOS);
    }

    /**
     * Reads.
     *
     * @param result the sum
     */
    @Actor
    public void read(I_Result result) {
        DelayCounts counts = delays.snapshot();
        result.r1 = (int) Math.round(counts.meanNanos() * counts.count() / QUARTER_NANOS);
    }
}
