package dev.weir.shaping.core.stage;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Streams that begin while the table is read are there with their keys and texts, or not at all. */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 0", "2, 0", "3, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "so many, each with its own")
@Outcome(expect = Expect.FORBIDDEN, desc = "a stream without its key or text")
@State
public class StreamBeginStress {
    private final StreamTable streams = new StreamTable(40, null, StreamEvents.NONE);
    private final StreamKey key = new StreamKey();

    /** Begins streams, the first ones of the table. */
    @Actor
    public void begin() {
        enter(1);
        enter(2);
        enter(3);
    }

    private void enter(int number) {
        key.set(number, 0, 0, 0, 0);
        key.text(Integer.toString(number));
        streams.enter(key, 0);
    }

    /**
     * Reads.
     *
     * @param result the streams, and how many are not whole
     */
    @Actor
    public void read(II_Result result) {
        for (StreamAccount account : streams.accounts(0)) {
            result.r1++;
            result.r2 +=
                    Long.toString(account.key().first()).equals(account.key().text()) ? 0 : 1;
        }
    }
}
