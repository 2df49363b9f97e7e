package dev.weir.shaping.core.packet;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** What a flow's record counts is read whole: packets with their bytes, and the rate with them. */
@JCStressTest
@Outcome(
        id = {"0, 0, 0", "1, 0, 0", "1, 1, 0", "2, 1, 0", "2, 2, 100"},
        expect = Expect.ACCEPTABLE,
        desc = "packets that entered and left, bytes of the second before")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn")
@State
public class FlowCountStress {
    private static final int LENGTH = 100;
    private final FlowTable flows = new FlowTable(1, flow -> {});
    private final FlowReader reader = new FlowReader(flows);
    private final int flow = flows.enter(new FlowKey(), 0);

    /** Counts. */
    @Actor
    public void count() {
        flows.countIn(flow, LENGTH);
        flows.countOut(flow, LENGTH, 5, 1);
        flows.countIn(flow, LENGTH);
        flows.countOut(flow, LENGTH, 5, 2);
    }

    /**
     * Reads.
     *
     * @param result what is read, or -1 for packets without their bytes
     */
    @Actor
    public void read(III_Result result) {
        FlowSnapshot copy = reader.read(flow);
        boolean timely =
                copy.second() == copy.packetsOut() && copy.bytesInSecond() == (copy.second() == 0 ? 0 : LENGTH);
        result.r1 = packets(copy.packetsIn(), copy.bytesIn());
        result.r2 = timely ? packets(copy.packetsOut(), copy.bytesOut()) : -1;
        result.r3 = (int) copy.bytesInSecondBefore();
    }

    private static int packets(long packets, long bytes) {
        return bytes == packets * LENGTH ? (int) packets : -1;
    }
}
