package dev.weir.shaping.core.account;

import dev.weir.shaping.core.packet.Cells;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Buckets that are read while the ring grows, then turns past its end, have what passed in them: one packet each. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "each bucket has its own")
@Outcome(expect = Expect.FORBIDDEN, desc = "a bucket was written over while it was read")
@State
public class TrafficRingStress {
    private static final int WINDOW = 9;
    private static final int BEFORE = 7;
    private static final int MEANWHILE = 40;
    private final long[] passed = new long[TrafficLog.FIELDS];
    private final TrafficRing ring = new TrafficRing(TrafficLog.FIELDS, WINDOW, 0);

    /** A ring that is about to grow. */
    public TrafficRingStress() {
        for (int bucket = 1; bucket <= BEFORE; bucket++) {
            turn(bucket);
        }
    }

    private void turn(int bucket) {
        Cells.add(passed, TrafficLog.PACKETS_INCOMING, 1);
        ring.turnTo(bucket, passed);
    }

    /** A packet passes, then time moves on, again and again. */
    @Actor
    public void turn() {
        for (int bucket = BEFORE + 1; bucket <= BEFORE + MEANWHILE; bucket++) {
            turn(bucket);
        }
    }

    /**
     * Reads.
     *
     * @param result the buckets that do not have what passed
     */
    @Actor
    public void read(I_Result result) {
        TrafficBuckets buckets = ring.read(passed);
        int last = buckets.size() - 1;
        for (int i = 0; i < last; i++) {
            result.r1 += buckets.packetsIncoming(i) == 1 ? 0 : 1;
        }
        result.r1 += buckets.packetsIncoming(last) >> 1 == 0 ? 0 : 1;
    }
}
