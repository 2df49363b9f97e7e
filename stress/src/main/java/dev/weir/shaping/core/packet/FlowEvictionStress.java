package dev.weir.shaping.core.packet;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JII_Result;

/** A record that is given to another flow while it is read is the one's or the other's: key, packets, and what is kept for it. */
@JCStressTest
@Outcome(
        id = {"1, 1, 1", "1, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "the first flow's; what was kept goes first")
@Outcome(
        id = {"2, 0, 0", "2, 0, 2", "2, 1, 2", "2, 2, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "the second flow's")
@Outcome(expect = Expect.FORBIDDEN, desc = "some of both")
@State
public class FlowEvictionStress {
    private final FlowTable flows = new FlowTable(1, flow -> {});
    private final FlowReader reader = new FlowReader(flows);
    private final FlowKey key = new FlowKey();

    /** A table that is full. */
    public FlowEvictionStress() {
        enter(1);
    }

    private void enter(int address) {
        key.srcLow = address;
        key.dstHigh = address;
        int flow = flows.enter(key, address);
        flows.attributes(flow, address);
        for (int packets = 0; packets < address; packets++) {
            flows.countIn(flow, 100);
        }
    }

    /** Starts the second flow, for which the first must go. */
    @Actor
    public void start() {
        enter(2);
    }

    /**
     * Reads.
     *
     * @param result the address, the packets, and what is kept; -1 for half an address, or a time of the other flow
     */
    @Actor
    public void read(JII_Result result) {
        FlowSnapshot copy = reader.read(0);
        long address = copy.key().srcLow;
        boolean whole =
                copy.key().dstHigh == address && copy.lastSeenNanos() == address && copy.firstSeenNanos() == address;
        result.r1 = whole ? address : -1;
        result.r2 = (int) copy.packetsIn();
        result.r3 = copy.attributes() instanceof Integer kept ? kept : 0;
    }
}
