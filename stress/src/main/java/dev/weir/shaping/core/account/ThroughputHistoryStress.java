package dev.weir.shaping.core.account;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/** Bins that are joined while they are read are seen as they were before, or after. */
@JCStressTest
@Outcome(
        id = {"1000000, 1023", "2000000, 511", "2000000, 512"},
        expect = Expect.ACCEPTABLE,
        desc = "whole: the width, and the last bin")
@Outcome(expect = Expect.FORBIDDEN, desc = "half joined")
@State
public class ThroughputHistoryStress {
    private static final long MILLI_NANOS = 1_000_000;
    private final ThroughputHistory history = new ThroughputHistory();

    /** A history with packets in the first bin, in one in the middle, and in the last. */
    public ThroughputHistoryStress() {
        history.record(0, 1);
        history.record(500 * MILLI_NANOS, 2);
        history.record(1_023 * MILLI_NANOS, 4);
    }

    /** Records what does not fit without wider bins. */
    @Actor
    public void record() {
        history.record(1_024 * MILLI_NANOS, 8);
    }

    /**
     * Reads.
     *
     * @param result the width in nanoseconds, and the last bin if all bins have what they should, else -1
     */
    @Actor
    public void read(JI_Result result) {
        ThroughputHistory.Bins bins = history.snapshot();
        long[] bytes = bins.bytesPerBin();
        int scale = (int) (bins.binNanos() / MILLI_NANOS);
        long sum = 0;
        for (long some : bytes) {
            sum += some;
        }
        int last = bytes.length - 1;
        boolean whole = bytes[0] == 1 && bytes[500 / scale] == 2 && bytes[1_023 / scale] == 4;
        whole &= sum == (last == 512 ? 15 : 7);
        result.r1 = bins.binNanos();
        result.r2 = whole ? last : -1;
    }
}
