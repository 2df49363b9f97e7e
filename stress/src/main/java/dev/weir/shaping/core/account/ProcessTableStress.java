package dev.weir.shaping.core.account;

import dev.weir.shaping.Direction;
import dev.weir.shaping.lookup.ProcessInfo;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A process that is in the table can be read. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not there yet")
@Outcome(
        id = {"1, 7", "2, 8"},
        expect = Expect.ACCEPTABLE,
        desc = "the processes, and the latest one's id")
@Outcome(expect = Expect.FORBIDDEN, desc = "in the table, but not known")
@State
public class ProcessTableStress {
    private static final ProcessInfo ONE = new ProcessInfo(7, "/bin/one", "", "");
    private static final ProcessInfo OTHER = new ProcessInfo(8, "/bin/other", "", "");
    private final ProcessTable table = new ProcessTable();

    /** Meets processes. */
    @Actor
    public void meet() {
        table.in(table.number(ONE), Direction.INCOMING, 100);
        table.in(table.number(OTHER), Direction.INCOMING, 100);
    }

    /**
     * Reads.
     *
     * @param result how many there are, and the id of the latest
     */
    @Actor
    public void read(II_Result result) {
        int size = table.size();
        result.r1 = size;
        if (size > 0) {
            int latest = size - 1;
            boolean counted = table.passage(latest, Direction.INCOMING, 0).packetsIn() <= 1;
            result.r2 = counted ? table.process(latest).pid() : -1;
        }
    }
}
