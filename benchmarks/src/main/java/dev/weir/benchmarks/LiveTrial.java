package dev.weir.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/** What became of packets that were offered to a contestant at a steady rate for some time. */
final class LiveTrial {
    /** The length of a packet in bytes. */
    static final int LENGTH = 1_200;

    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = 10_000_000L;
    private static final long BURSTS_PER_SECOND = 100;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long bytesPerSecond;
    private final long spanNanos;
    private final int delivered;
    private final long[] nanos;
    private final long[] errorNanos;
    private final long shaperNanos;
    private final long producerNanos;
    private final double bytesPerPacket;

    /** Offers packets for some time. */
    LiveTrial(LiveContestant contestant, long bytesPerSecond, long perSecond, long spanNanos) {
        this.bytesPerSecond = bytesPerSecond;
        this.spanNanos = spanNanos;
        List<Thread> threads = contestant.threads();
        long shaperBefore = processorNanos(threads);
        long producerBefore = THREADS.getCurrentThreadCpuTime();
        Producer offers = new Producer(contestant, perSecond, (int) (perSecond * spanNanos / SECOND) + 1);
        offers.until(spanNanos / 2);
        int before = contestant.departures().count();
        long allocatedBefore = allocated(threads);
        offers.until(spanNanos);
        long allocated = allocated(threads) - allocatedBefore;
        producerNanos = THREADS.getCurrentThreadCpuTime() - producerBefore;
        shaperNanos = processorNanos(threads) - shaperBefore;
        Departures departures = contestant.departures();
        delivered = departures.count();
        bytesPerPacket = (double) allocated / Math.max(1, delivered - before);
        nanos = new long[delivered];
        for (int i = 0; i < delivered; i++) {
            nanos[i] = departures.nanos(i) - offers.startNanos();
        }
        errorNanos = errors(departures, offers.arrivals(), delivered, bytesPerSecond);
    }

    int delivered() {
        return delivered;
    }

    /** Processor time of the contestant's threads. */
    long shaperNanos() {
        return shaperNanos;
    }

    /** Processor time of the producer. */
    long producerNanos() {
        return producerNanos;
    }

    /** What the contestant's threads and the producer allocated for a packet in the second half, when memory has grown. */
    double bytesPerPacket() {
        return bytesPerPacket;
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

    /** By how much packets left later than an ideal bucket would have let them: the value below which a part of them is. */
    double errorMicros(double part) {
        return errorNanos.length == 0
                ? Double.NaN
                : errorNanos[(int) Math.min(errorNanos.length - 1L, (long) (part * errorNanos.length))] / 1_000.0;
    }
}
