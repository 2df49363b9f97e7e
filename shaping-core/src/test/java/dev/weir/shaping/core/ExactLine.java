package dev.weir.shaping.core;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A naive model of one server, limit or link, in rational arithmetic of any size: times are numerators over one denominator.
 *
 * <p>Packets are offered in order of arrival; the model finds when each is released, and which are dropped.
 */
final class ExactLine {
    static final long DROPPED = -1;
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    record Arrival(long nanos, int length) {}

    private ExactLine() {}

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private static long ceil(BigInteger numerator, BigInteger denominator) {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[0].longValueExact() + (parts[1].signum() > 0 ? 1 : 0);
    }

    /** A bucket that fills continuously; its content in billionths of a unit is recomputed from scratch at each whole nanosecond. */
    private static final class Bucket {
        private final BigInteger rate;
        private final BigInteger full;
        private BigInteger content;
        private long asOf;

        Bucket(long ratePerSecond, long burst) {
            rate = big(ratePerSecond);
            full = big(burst).multiply(BILLION);
            content = full;
        }

        private BigInteger contentAt(long nanos) {
            return content.add(rate.multiply(big(nanos - asOf))).min(full);
        }

        long readyFor(long size, long notBefore) {
            BigInteger needed = big(size).multiply(BILLION).min(full);
            BigInteger missing = needed.subtract(content);
            return missing.signum() <= 0 ? notBefore : Math.max(notBefore, asOf + ceil(missing, rate));
        }

        void take(long size, long nanos) {
            content = contentAt(nanos).subtract(big(size).multiply(BILLION));
            asOf = nanos;
        }
    }

    /** When each packet leaves a limit of bits and packets per second (0 for none) whose queue is bounded. */
    static List<Long> limit(
            List<Arrival> arrivals, long bitsPerSecond, long packetsPerSecond, long maxBytes, long maxPackets) {
        Bucket bits = bitsPerSecond == 0 ? null : new Bucket(bitsPerSecond, Math.max(8 * 1514, bitsPerSecond / 100));
        Bucket packets =
                packetsPerSecond == 0 ? null : new Bucket(packetsPerSecond, Math.max(1, packetsPerSecond / 100));
        List<Long> releases = new ArrayList<>();
        Deque<long[]> queue = new ArrayDeque<>();
        long last = 0;
        for (Arrival arrival : arrivals) {
            while (!queue.isEmpty() && queue.peekFirst()[0] <= arrival.nanos) {
                queue.removeFirst();
            }
            long ready = Math.max(arrival.nanos, last);
            if (bits != null) {
                ready = bits.readyFor(8L * arrival.length, ready);
            }
            if (packets != null) {
                ready = packets.readyFor(1, ready);
            }
            if (ready > arrival.nanos || !queue.isEmpty()) {
                long waiting = queue.stream().mapToLong(packet -> packet[1]).sum();
                if (queue.size() >= maxPackets || waiting + arrival.length > maxBytes) {
                    releases.add(DROPPED);
                    continue;
                }
                queue.addLast(new long[] {ready, arrival.length});
            }
            if (bits != null) {
                bits.take(8L * arrival.length, ready);
            }
            if (packets != null) {
                packets.take(1, ready);
            }
            last = ready;
            releases.add(ready);
        }
        return releases;
    }

    /** When each packet leaves a serialising link whose queue is bounded; exact times are numerators over the rate. */
    static List<Long> link(List<Arrival> arrivals, long bitsPerSecond, long maxBytes, long maxPackets) {
        BigInteger rate = big(bitsPerSecond);
        BigInteger end = BigInteger.ZERO;
        List<Long> releases = new ArrayList<>();
        Deque<long[]> inside = new ArrayDeque<>();
        for (Arrival arrival : arrivals) {
            while (!inside.isEmpty() && inside.peekFirst()[0] <= arrival.nanos) {
                inside.removeFirst();
            }
            if (!inside.isEmpty()) {
                long waiting =
                        inside.stream().skip(1).mapToLong(packet -> packet[1]).sum();
                if (inside.size() - 1 >= maxPackets || waiting + arrival.length > maxBytes) {
                    releases.add(DROPPED);
                    continue;
                }
            }
            BigInteger start = end.max(big(arrival.nanos).multiply(rate));
            end = start.add(big(8L * arrival.length).multiply(BILLION));
            long release = ceil(end, rate);
            inside.addLast(new long[] {release, arrival.length});
            releases.add(release);
        }
        return releases;
    }
}
