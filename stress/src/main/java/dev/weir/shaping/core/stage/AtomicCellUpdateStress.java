package dev.weir.shaping.core.stage;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** No change of three numbers is lost or torn, when two change them. */
@JCStressTest
@Outcome(id = "0, 4", expect = Expect.ACCEPTABLE, desc = "all changes, whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn or lost")
@State
@SuppressWarnings("this-escape") // the cell keeps a weak reference only
public class AtomicCellUpdateStress {
    private final AtomicCell cell = new AtomicCell(0, 0, 0);
    private final int first = cell.attach(this);
    private final int second = cell.attach(this);

    private void add(int user) {
        boolean done = false;
        while (!done) {
            long seen = cell.head();
            done = cell.replace(user, seen, cell.get(seen, 0) + 1, cell.get(seen, 1) + 2, cell.get(seen, 2) + 3);
        }
    }

    /** One user. */
    @Actor
    public void one() {
        add(first);
        add(first);
    }

    /** Another. */
    @Actor
    public void another() {
        add(second);
        add(second);
    }

    /**
     * What is there at the end.
     *
     * @param result 1 if it is torn, and the number of changes
     */
    @Arbiter
    public void end(II_Result result) {
        long seen = cell.head();
        result.r2 = (int) cell.get(seen, 0);
        result.r1 = cell.get(seen, 1) == 2L * result.r2 && cell.get(seen, 2) == 3L * result.r2 ? 0 : 1;
    }
}
