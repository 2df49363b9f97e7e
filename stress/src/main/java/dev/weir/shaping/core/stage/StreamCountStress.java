package dev.weir.shaping.core.stage;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A stream's record is read whole: packets with their bytes. */
@JCStressTest
@Outcome(
        id = {"0, 0, 0", "1, 0, 0", "1, 1, 0", "2, 1, 0", "2, 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "packets that came, went on, and were dropped")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn")
@State
public class StreamCountStress {
    private static final int LENGTH = 100;
    private final StreamTable streams = new StreamTable(1, null, StreamEvents.NONE);
    private final int stream = streams.enter(new StreamKey(), 0);

    /** Counts. */
    @Actor
    public void count() {
        streams.in(stream, 0, LENGTH);
        streams.out(stream, 0, LENGTH);
        streams.in(stream, 0, LENGTH);
        streams.dropped(stream, 0, LENGTH);
    }

    /**
     * Reads.
     *
     * @param result what is read, or -1 for packets without their bytes
     */
    @Actor
    public void read(III_Result result) {
        for (StreamAccount account : streams.accounts(0)) {
            StreamCounts counts = account.incoming();
            result.r1 = packets(counts.packetsIn(), counts.bytesIn());
            result.r2 = packets(counts.packetsOut(), counts.bytesOut());
            result.r3 = packets(counts.packetsDropped(), counts.bytesDropped());
        }
    }

    private static int packets(long packets, long bytes) {
        return bytes == packets * LENGTH ? (int) packets : -1;
    }
}
