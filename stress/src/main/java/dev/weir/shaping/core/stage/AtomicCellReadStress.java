package dev.weir.shaping.core.stage;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Three numbers that change together are never seen apart, also by one who attaches meanwhile. */
@JCStressTest
@Outcome(
        id = {"0", "1", "2", "3", "4"},
        expect = Expect.ACCEPTABLE,
        desc = "whole, after so many changes")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn")
@State
@SuppressWarnings("this-escape") // the cell keeps a weak reference only
public class AtomicCellReadStress {
    private final AtomicCell cell = new AtomicCell(0, 0, 0);
    private final int user = cell.attach(this);

    /** Changes them. */
    @Actor
    public void change() {
        for (int change = 1; change <= 4; change++) {
            cell.replace(user, cell.head(), change, 2L * change, 3L * change);
        }
    }

    /**
     * Attaches, and reads.
     *
     * @param result the changes seen, or -1
     */
    @Actor
    public void read(I_Result result) {
        cell.attach(result);
        while (true) {
            long seen = cell.head();
            long a = cell.get(seen, 0);
            long b = cell.get(seen, 1);
            long c = cell.get(seen, 2);
            if (cell.isHead(seen)) {
                result.r1 = b == 2 * a && c == 3 * a ? (int) a : -1;
                return;
            }
        }
    }
}
