package dev.weir.shaping.core.live;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Bytes come out of a ring as they went in, also where it ends and where it has just been full. */
@JCStressTest
@Outcome(
        id = {"0", "4", "8", "12", "16", "20", "24"},
        expect = Expect.ACCEPTABLE,
        desc = "so many bytes, in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "other bytes, or half a record")
@State
public class ByteRingStress {
    private static final int RECORD = 4;
    private final ByteRing ring = new ByteRing(8);
    private final byte[] first = new byte[1];
    private final byte[] second = new byte[RECORD - 1];
    private final byte[] taken = new byte[16];
    private byte next = 1;

    /** A ring that is not at its start. */
    public ByteRingStress() {
        byte[] some = new byte[6];
        ring.offer(some, 6, some, 0, 0, 0);
        ring.poll(taken);
    }

    private void offer() {
        byte number = next;
        first[0] = number++;
        for (int i = 0; i < second.length; i++) {
            second[i] = number++;
        }
        if (ring.offer(first, 1, second, 0, second.length, 0)) {
            next = number;
        }
    }

    /** Writes. */
    @Actor
    public void write() {
        for (int i = 0; i < 6; i++) {
            offer();
        }
    }

    /**
     * Reads.
     *
     * @param result the bytes read, or -1 if one is not the next
     */
    @Actor
    public void read(I_Result result) {
        int count = 0;
        for (int looks = 0; looks < 3; looks++) {
            int length = ring.poll(taken);
            for (int i = 0; i < length; i++) {
                if (taken[i] != ++count) {
                    result.r1 = -1;
                    return;
                }
            }
        }
        result.r1 = count;
    }
}
