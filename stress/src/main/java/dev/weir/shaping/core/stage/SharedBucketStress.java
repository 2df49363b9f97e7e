package dev.weir.shaping.core.stage;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two engines that need a full bucket each get it at different times: one at once, the other when it has filled again. */
@JCStressTest
@Outcome(
        id = {"0, 1000", "1000, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "one after the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "tokens given out twice")
@State
@SuppressWarnings("this-escape") // the cell keeps a weak reference only
public class SharedBucketStress {
    private static final TokenRate RATE = TokenRate.of(1_000_000_000, 1_000);
    private final SharedBucket bucket = new SharedBucket();
    private final int first = bucket.attach(this);
    private final int second = bucket.attach(this);

    /**
     * One engine.
     *
     * @param result when it has the tokens
     */
    @Actor
    public void one(JJ_Result result) {
        result.r1 = bucket.take(first, RATE, 1_000, 0, Long.MAX_VALUE);
    }

    /**
     * Another.
     *
     * @param result when it has the tokens
     */
    @Actor
    public void another(JJ_Result result) {
        result.r2 = bucket.take(second, RATE, 1_000, 0, Long.MAX_VALUE);
    }
}
