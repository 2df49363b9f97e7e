package dev.weir.shaping.core.stage;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** Two engines on one link: one packet goes behind the other, to the nanosecond, and the link is busy for both. */
@JCStressTest
@Outcome(
        id = {"334, 667, 667", "667, 334, 667"},
        expect = Expect.ACCEPTABLE,
        desc = "one after the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "the same time given out twice, or lost")
@State
@SuppressWarnings("this-escape") // the cell keeps a weak reference only
public class SharedTimeStress {
    private static final long BITS_PER_SECOND = 3_000_000_000L;
    private static final int LENGTH = 125;
    private final SharedTime time = new SharedTime();
    private final int first = time.attach(this);
    private final int second = time.attach(this);

    /**
     * One engine.
     *
     * @param result when its packet is out
     */
    @Actor
    public void one(JJJ_Result result) {
        result.r1 = time.reserve(first, BITS_PER_SECOND, LENGTH, 0, Long.MAX_VALUE);
    }

    /**
     * Another.
     *
     * @param result when its packet is out
     */
    @Actor
    public void another(JJJ_Result result) {
        result.r2 = time.reserve(second, BITS_PER_SECOND, LENGTH, 0, Long.MAX_VALUE);
    }

    /**
     * The link at the end.
     *
     * @param result how long it is busy
     */
    @Arbiter
    public void end(JJJ_Result result) {
        result.r3 = time.waitNanos(0);
    }
}
