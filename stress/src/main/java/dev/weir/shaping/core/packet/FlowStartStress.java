package dev.weir.shaping.core.packet;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A flow that is in the table has its key, from the first look on. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not there yet")
@Outcome(
        id = {"1, 1", "2, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "the flows, and the latest one's address")
@Outcome(expect = Expect.FORBIDDEN, desc = "in the table, but without its key")
@State
public class FlowStartStress {
    private final FlowTable flows = new FlowTable(2, flow -> {});
    private final FlowReader reader = new FlowReader(flows);

    /** Starts two flows. */
    @Actor
    public void start() {
        FlowKey key = new FlowKey();
        for (int address = 1; address <= 2; address++) {
            key.srcLow = address;
            flows.countIn(flows.enter(key, 0), 100);
        }
    }

    /**
     * Reads.
     *
     * @param result how many there are, and the address of the latest
     */
    @Actor
    public void read(II_Result result) {
        int size = flows.size();
        result.r1 = size;
        result.r2 = size == 0 ? 0 : (int) reader.read(size - 1).key().srcLow;
    }
}
