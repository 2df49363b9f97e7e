package dev.weir.shaping.core;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** A naive model of one limit on bits whose rate changes: a bucket in numbers of any size, and a queue of 500 ms. */
final class ExactBucket {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private final boolean policed;
    private final Map<Integer, Long> releases;
    private final Deque<int[]> queue = new ArrayDeque<>();
    private long rate;
    private BigInteger content;
    private long asOf;

    /** A full bucket; releases takes when each packet leaves, by its number. */
    ExactBucket(long rate, boolean policed, Map<Integer, Long> releases) {
        this.rate = rate;
        this.policed = policed;
        this.releases = releases;
        this.content = full(rate);
    }

    private static BigInteger full(long rate) {
        return BILLION.multiply(BigInteger.valueOf(Math.max(8 * 1514, rate / 100)));
    }

    private static BigInteger cost(int length) {
        return BILLION.multiply(BigInteger.valueOf(8L * length));
    }

    private void fillUntil(long nanos) {
        content = content.add(BigInteger.valueOf(rate).multiply(BigInteger.valueOf(nanos - asOf)))
                .min(full(rate));
        asOf = nanos;
    }

    /** Lets go what may go until a time. */
    void runUntil(long nanos) {
        while (!queue.isEmpty()) {
            BigInteger missing =
                    cost(queue.peekFirst()[1]).min(full(rate)).subtract(content).max(BigInteger.ZERO);
            BigInteger[] wait = missing.divideAndRemainder(BigInteger.valueOf(rate));
            long ready = asOf + wait[0].longValueExact() + wait[1].signum();
            if (ready > nanos) {
                return;
            }
            fillUntil(ready);
            release(queue.removeFirst());
        }
    }

    private void release(int[] packet) {
        content = content.subtract(cost(packet[1]));
        releases.put(packet[0], asOf);
    }

    /** From now on the rate is another one. */
    void rate(long newRate, long nanos) {
        runUntil(nanos);
        fillUntil(nanos);
        rate = newRate;
        content = content.min(full(rate));
    }

    /** A packet comes, at the time of the last change of the rate; false if it is dropped. */
    boolean arrive(int number, int length) {
        int[] packet = {number, length};
        if (queue.isEmpty() && content.compareTo(cost(length).min(full(rate))) >= 0) {
            release(packet);
            return true;
        }
        long waiting = queue.stream().mapToLong(waits -> waits[1]).sum();
        boolean room = !policed && waiting + length <= Math.max(65_536, rate / 16);
        if (room) {
            queue.addLast(packet);
        }
        return room;
    }
}
