package dev.weir.shaping.core.account;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A snapshot that is taken while delays are counted knows the longest and the sum of all that it counts, also of the first of their size. */
@JCStressTest
@Outcome(
        id = {"1, 0", "2, 0", "3, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "so many counted")
@Outcome(expect = Expect.FORBIDDEN, desc = "counted, but not in the sum or the longest")
@State
public class DelayHistogramStress {
    private static final long FIRST_NANOS = 10;
    private static final long SECOND_NANOS = 1_000_000;
    private static final long THIRD_NANOS = 4_000_000_000L;
    private final DelayHistogram delays = new DelayHistogram();

    /** A histogram that knows one delay. */
    public DelayHistogramStress() {
        delays.record(FIRST_NANOS);
    }

    /** Counts. */
    @Actor
    public void count() {
        delays.record(SECOND_NANOS);
        delays.record(THIRD_NANOS);
    }

    /**
     * Reads.
     *
     * @param result the delays counted, and 1 if the snapshot contradicts itself
     */
    @Actor
    public void read(II_Result result) {
        DelayCounts counts = delays.snapshot();
        result.r1 = (int) counts.count();
        long sum = FIRST_NANOS;
        long longest = FIRST_NANOS;
        for (DelayCounts.Bar bar : counts.bars()) {
            if (bar.nanos() > FIRST_NANOS) {
                longest = bar.nanos() < THIRD_NANOS / 2 ? SECOND_NANOS : THIRD_NANOS;
                sum += longest;
            }
        }
        boolean whole = counts.maxNanos() >= longest && counts.meanNanos() * counts.count() >= sum * 0.999_999;
        result.r2 = whole ? 0 : 1;
    }
}
