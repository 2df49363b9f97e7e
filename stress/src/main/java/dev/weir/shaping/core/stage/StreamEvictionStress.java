package dev.weir.shaping.core.stage;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A record that is given to another stream while it is read is the one's, the other's, or nobody's: key, text, and packets. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "the first is gone, the second not there")
@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "the first")
@Outcome(
        id = {"2, 2, 0", "2, 2, 1", "2, 2, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "the second")
@Outcome(expect = Expect.FORBIDDEN, desc = "some of both")
@State
public class StreamEvictionStress {
    private final StreamTable streams = new StreamTable(1, null, StreamEvents.NONE);
    private final StreamKey key = new StreamKey();

    /** A table that is full. */
    public StreamEvictionStress() {
        enter(1);
    }

    private void enter(int number) {
        key.set(number, number, 0, 0, number);
        key.text(number == 1 ? "1" : "2");
        int stream = streams.enter(key, number);
        for (int packets = 0; packets < number; packets++) {
            streams.in(stream, 0, 100);
        }
    }

    /** Begins the second stream, for which the first must go. */
    @Actor
    public void begin() {
        enter(2);
    }

    /**
     * Reads.
     *
     * @param result the key, the text, and the packets; -1 for half a key, no text, or a time of the other stream
     */
    @Actor
    public void read(III_Result result) {
        for (StreamAccount account : streams.accounts(2)) {
            StreamKey seen = account.key();
            long number = seen.first();
            boolean whole =
                    seen.rest() == number && account.firstSeenNanos() == number && account.lastSeenNanos() == number;
            result.r1 = whole ? (int) number : -1;
            result.r2 = seen.text() == null ? -1 : Integer.parseInt(seen.text());
            result.r3 = (int) account.incoming().packetsIn();
        }
    }
}
