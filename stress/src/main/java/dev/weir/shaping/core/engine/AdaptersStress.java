package dev.weir.shaping.core.engine;

import dev.weir.shaping.Adapter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Intakes that make adapters known at the same time agree on their numbers, and each number leads to its adapter. */
@JCStressTest
@Outcome(
        id = {"1, 21", "2, 12"},
        expect = Expect.ACCEPTABLE,
        desc = "the number of one, then of the other and the one")
@Outcome(expect = Expect.FORBIDDEN, desc = "a number twice, or one that leads elsewhere")
@State
public class AdaptersStress {
    private static final Adapter SHARED = new Adapter(5, "shared");
    private static final Adapter OWN = new Adapter(6, "own");
    private final Adapters adapters = new Adapters(AdapterPlan.NONE);

    private int number(Adapter adapter) {
        int number = adapters.number(adapter);
        return adapters.get(number).equals(adapter) ? number : -1;
    }

    /**
     * An intake of one adapter.
     *
     * @param result its number
     */
    @Actor
    public void one(II_Result result) {
        result.r1 = number(SHARED);
    }

    /**
     * An intake of another adapter, and one of the same.
     *
     * @param result their numbers, as two digits
     */
    @Actor
    public void another(II_Result result) {
        int own = number(OWN);
        result.r2 = 10 * own + number(SHARED);
    }
}
