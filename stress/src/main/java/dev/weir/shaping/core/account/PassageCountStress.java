package dev.weir.shaping.core.account;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** What entered and left one way is read whole: packets with their bytes, and the rate of the last second. */
@JCStressTest
@Outcome(
        id = {"0, 0, 0", "1, 0, 0", "1, 1, 0", "2, 1, 0", "2, 2, 100"},
        expect = Expect.ACCEPTABLE,
        desc = "packets that entered and left, bytes of the second before")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn")
@State
public class PassageCountStress {
    private static final int LENGTH = 100;
    private final PassageCount count = new PassageCount();

    /** Counts. */
    @Actor
    public void count() {
        count.in(LENGTH);
        count.out(LENGTH, 1);
        count.in(LENGTH);
        count.out(LENGTH, 2);
    }

    /**
     * Reads.
     *
     * @param result what is read, or -1 for packets without their bytes
     */
    @Actor
    public void read(III_Result result) {
        Passage passage = count.read(0);
        result.r1 = packets(passage.packetsIn(), passage.bytesIn());
        result.r2 = packets(passage.packetsOut(), passage.bytesOut());
        result.r3 = (int) passage.bytesPerSecond();
    }

    private static int packets(long packets, long bytes) {
        return bytes == packets * LENGTH ? (int) packets : -1;
    }
}
