package dev.weir.shaping.core.live;

import dev.weir.shaping.core.account.DelayHistogram;
import java.util.concurrent.atomic.LongAdder;

/**
 * How closely a live run keeps to its times. Written by the engine's thread, but for what the backend lost; any thread may read. Writing is
 * wait-free and allocates nothing.
 */
public final class Fidelity {
    /*
     * Packets are handed out with their due times noted; the clock is read once for up to 64 of them, after the last, so each counts as at least as
     * late as it was. A stall begins when the thread last looked, or when something became due, whichever was later, and ends at the next look.
     * Packets that found in a lane were waiting since the last look, unless the thread has slept since: then nobody knows.
     */
    private static final int BURST = 64;
    private static final long STALL_NANOS = 1_000_000;
    private final DelayHistogram lateness = new DelayHistogram();
    private final Cursor early = new Cursor();
    private final Cursor stalls = new Cursor();
    private final Cursor stalledNanos = new Cursor();
    private final Cursor longestNanos = new Cursor();
    private final Cursor outputFull = new Cursor();
    private final Cursor outputWaits = new Cursor();
    private final LongAdder lost = new LongAdder();
    private final long[] dues = new long[BURST];
    private int noted;
    private long lookedNanos;
    private boolean slept = true;

    Fidelity() {}

    /** A packet was handed out; answers whether the clock must be read before the next. */
    boolean released(long dueNanos) {
        dues[noted++] = dueNanos;
        return noted == BURST;
    }

    boolean hasNoted() {
        return noted > 0;
    }

    void settle(long nowNanos) {
        for (int i = 0; i < noted; i++) {
            long late = nowNanos - dues[i];
            if (late < 0) {
                add(early, 1);
            } else {
                lateness.record(late);
            }
        }
        noted = 0;
    }

    /** The thread looks, and finds that something was due, or packets in a lane. */
    void looked(long nowNanos, long dueNanos, boolean packets) {
        long since = packets && !slept ? lookedNanos : Math.max(lookedNanos, dueNanos);
        long stall = nowNanos - since;
        if (stall > STALL_NANOS) {
            add(stalls, 1);
            add(stalledNanos, stall);
            longestNanos.release(Math.max(longestNanos.acquire(), stall));
        }
        lookedNanos = nowNanos;
        slept = false;
    }

    void slept() {
        slept = true;
    }

    /** How many packets the outlet had no room for by now. */
    void outputsFull(long count) {
        if (count != outputFull.acquire()) {
            outputFull.release(count);
        }
    }

    void outputWaited() {
        add(outputWaits, 1);
    }

    void lost(long packets) {
        lost.add(packets);
    }

    private static void add(Cursor counter, long value) {
        counter.release(counter.acquire() + value);
    }

    /**
     * How late packets were handed out.
     *
     * @return the histogram
     */
    public DelayHistogram lateness() {
        return lateness;
    }

    /**
     * Packets that were handed out before they were due.
     *
     * @return their number
     */
    public long early() {
        return early.acquire();
    }

    /**
     * Times that something was due, or waited in a lane, and the thread did not look for longer than a millisecond.
     *
     * @return their number
     */
    public long stalls() {
        return stalls.acquire();
    }

    /**
     * The time of all stalls.
     *
     * @return nanoseconds
     */
    public long stalledNanos() {
        return stalledNanos.acquire();
    }

    /**
     * The time of the longest stall.
     *
     * @return nanoseconds, 0 without stalls
     */
    public long longestStallNanos() {
        return longestNanos.acquire();
    }

    /**
     * Released packets that the outlet had no room for, and that were dropped.
     *
     * @return their number
     */
    public long outputsFull() {
        return outputFull.acquire();
    }

    /**
     * Released packets that waited until the outlet had room.
     *
     * @return their number
     */
    public long outputsWaited() {
        return outputWaits.acquire();
    }

    /**
     * Packets that the backend lost before it could hand them in.
     *
     * @return their number, as the backend has told
     */
    public long packetsLost() {
        return lost.sum();
    }
}
