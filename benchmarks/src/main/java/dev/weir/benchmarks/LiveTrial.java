package dev.weir.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Offers packets at a steady rate to a contestant for some time and looks at what came of it.
 *
 * @param bytesPerSecond the limit
 * @param spanNanos how long packets were offered
 * @param delivered packets that left while they were
 * @param nanos when they left, counted from the first offer
 * @param errorNanos by how much each left later than an ideal token bucket would have let it, sorted
 * @param shaperNanos processor time of the contestant's threads
 * @param producerNanos processor time of the producer
 * @param allocated bytes that the contestant's threads and the producer allocated
 */
record LiveTrial(
        long bytesPerSecond,
        long spanNanos,
        int delivered,
        long[] nanos,
        long[] errorNanos,
        long shaperNanos,
        long producerNanos,
        long allocated) {
    /** The length of a packet in bytes. */
    static final int LENGTH = 1_200;

    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = 10_000_000L;
    private static final long BURSTS_PER_SECOND = 100;
    private static final long NAP_NANOS = 50_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static LiveTrial of(LiveContestant contestant, long bytesPerSecond, long perSecond, long spanNanos) {
        long[] arrivals = new long[(int) (perSecond * spanNanos / SECOND) + 1];
        List<Thread> threads = contestant.threads();
        long shaperBefore = processorNanos(threads);
        long allocatedBefore = allocated(threads);
        long producerBefore = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        int taken = produce(contestant, arrivals, perSecond, start, spanNanos);
        long producer = THREADS.getCurrentThreadCpuTime() - producerBefore;
        long shaper = processorNanos(threads) - shaperBefore;
        long allocated = allocated(threads) - allocatedBefore;
        int delivered = contestant.departures().count();
        long[] nanos = new long[delivered];
        for (int i = 0; i < delivered; i++) {
            nanos[i] = contestant.departures().nanos(i) - start;
        }
        long[] errors = errors(contestant.departures(), Arrays.copyOf(arrivals, taken), delivered, bytesPerSecond);
        return new LiveTrial(bytesPerSecond, spanNanos, delivered, nanos, errors, shaper, producer, allocated);
    }

    private static long processorNanos(List<Thread> threads) {
        long sum = 0;
        for (Thread thread : threads) {
            sum += THREADS.getThreadCpuTime(thread.getId());
        }
        return sum;
    }

    private static long allocated(List<Thread> threads) {
        long sum = THREADS.getCurrentThreadAllocatedBytes();
        for (Thread thread : threads) {
            sum += THREADS.getThreadAllocatedBytes(thread.getId());
        }
        return sum;
    }

    /** Offers each packet when its time has come; sleeps in between. Notes when each that was taken was offered. */
    private static int produce(
            LiveContestant contestant, long[] arrivals, long perSecond, long start, long spanNanos) {
        int taken = 0;
        long offered = 0;
        long now = start;
        while (now - start < spanNanos && taken < arrivals.length) {
            long due = (now - start) * perSecond / SECOND;
            while (offered < due && taken < arrivals.length) {
                arrivals[taken] = System.nanoTime();
                offered++;
                if (contestant.offer(taken)) {
                    taken++;
                }
            }
            LockSupport.parkNanos(NAP_NANOS);
            now = System.nanoTime();
        }
        return taken;
    }

    /** Compares with a bucket that holds what 10 ms bring, filled by the packets that left. */
    private static long[] errors(Departures departures, long[] arrivals, int delivered, long bytesPerSecond) {
        long[] errors = new long[delivered];
        double credit = (double) bytesPerSecond / BURSTS_PER_SECOND;
        double full = credit;
        long ideal = arrivals.length == 0 ? 0 : arrivals[0];
        for (int i = 0; i < delivered; i++) {
            long ready = Math.max(arrivals[departures.id(i)], ideal);
            credit = Math.min(full, credit + (ready - ideal) * (double) bytesPerSecond / SECOND);
            long wait = credit >= LENGTH ? 0 : (long) Math.ceil((LENGTH - credit) * SECOND / bytesPerSecond);
            credit += wait * (double) bytesPerSecond / SECOND - LENGTH;
            ideal = ready + wait;
            errors[i] = departures.nanos(i) - ideal;
        }
        Arrays.sort(errors);
        return errors;
    }

    /** What left over what the limit lets through in the whole time. */
    double achieved() {
        return (double) delivered * LENGTH * SECOND / bytesPerSecond / spanNanos;
    }

    /** The same for the second in which the least or the most left. */
    double achievedInSecond(boolean most) {
        int seconds = (int) (spanNanos / SECOND);
        long[] packets = new long[seconds];
        for (long left : nanos) {
            int second = (int) (left / SECOND);
            if (second < seconds) {
                packets[second]++;
            }
        }
        Arrays.sort(packets);
        return (double) packets[most ? seconds - 1 : 0] * LENGTH / bytesPerSecond;
    }

    /** How many milliseconds of the limit left in the busiest ten; 20 is what the limit and its burst allow. */
    double busiestMillis() {
        int first = 0;
        int most = 0;
        for (int last = 0; last < nanos.length; last++) {
            while (nanos[last] - nanos[first] >= WINDOW) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return (double) most * LENGTH * 1_000 / bytesPerSecond;
    }

    double errorMicros(double part) {
        return errorNanos.length == 0
                ? Double.NaN
                : errorNanos[(int) Math.min(errorNanos.length - 1L, (long) (part * errorNanos.length))] / 1_000.0;
    }
}
