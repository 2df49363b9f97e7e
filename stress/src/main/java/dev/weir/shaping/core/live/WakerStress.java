package dev.weir.shaping.core.live;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Whoever has work for a sleeper wakes it: it never sleeps on beside work. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "awake")
@Outcome(expect = Expect.FORBIDDEN, desc = "slept to the end beside work")
@State
public class WakerStress {
    private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(20);
    private final Waker waker = new Waker();
    private volatile boolean work;

    /** Has work. */
    @Actor
    public void wake() {
        work = true;
        waker.wake();
    }

    /**
     * Sleeps until there is work.
     *
     * @param result 1 if it slept to the end
     */
    @Actor
    public void sleep(I_Result result) {
        long start = System.nanoTime();
        while (!work) {
            waker.sleep(SLEEP_NANOS, () -> work);
        }
        result.r1 = System.nanoTime() - start > SLEEP_NANOS / 2 ? 1 : 0;
    }
}
