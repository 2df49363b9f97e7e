package dev.weir.shaping.impair;

import dev.weir.shaping.DataSize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a queue may hold: bytes, packets, both, or the time its rate needs to serve them. The packet
 * being served does not count. Immutable and thread-safe; {@code toString} is read back by {@link #parse}.
 */
public sealed interface QueueLimit {
    /**
     * A bound in bytes.
     *
     * @param size the bytes that may wait
     * @return the bound
     */
    static QueueLimit bytes(DataSize size) {
        return new Bytes(size);
    }

    /**
     * A bound in packets.
     *
     * @param count the packets that may wait, 0 or more
     * @return the bound
     * @throws IllegalArgumentException if negative
     */
    static QueueLimit packets(long count) {
        return new Packets(count);
    }

    /**
     * A bound in packets and in bytes, whichever is reached first.
     *
     * @param count the packets that may wait, 0 or more
     * @param size the bytes that may wait
     * @return the bound
     * @throws IllegalArgumentException if the count is negative
     */
    static QueueLimit packetsAndBytes(long count, DataSize size) {
        return new Both(new Packets(count), new Bytes(size));
    }

    /**
     * A bound in bytes, as many as the rate serves in a time.
     *
     * @param time 0 to one hour
     * @return the bound
     * @throws IllegalArgumentException if out of range
     */
    static QueueLimit time(Duration time) {
        return new Time(time);
    }

    /**
     * Reads {@code 64 kB}, {@code 100 packets}, {@code 100 packets and 64 kB} or {@code 50 ms}.
     *
     * @param text the text
     * @return the bound
     * @throws IllegalArgumentException if the text is none of these
     */
    static QueueLimit parse(String text) {
        Matcher both = Both.FORM.matcher(text);
        if (both.matches()) {
            return new Both(
                    new Packets(count(new BigInteger(both.group(1)), text)), new Bytes(queueSize(both.group(2))));
        }
        Matcher packets = Packets.FORM.matcher(text);
        if (packets.matches()) {
            return new Packets(count(new BigInteger(packets.group(1)), text));
        }
        return Time.FORM.matcher(text).matches()
                ? new Time(Durations.parse("queue", text))
                : new Bytes(queueSize(text));
    }

    private static long count(BigInteger number, String text) {
        if (number.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException(
                    "queue must be within 0.." + Long.MAX_VALUE + " packets: \"" + text + "\"");
        }
        return number.longValue();
    }

    private static DataSize queueSize(String text) {
        try {
            return DataSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "queue must be bytes, packets or a time, such as 64 kB, 100 packets or 50 ms: \"" + text + "\"", e);
        }
    }

    /**
     * A bound in bytes.
     *
     * @param size the bytes that may wait
     */
    record Bytes(DataSize size) implements QueueLimit {
        @Override
        public String toString() {
            return size.toString();
        }
    }

    /**
     * A bound in packets.
     *
     * @param count the packets that may wait
     */
    record Packets(long count) implements QueueLimit {
        private static final Pattern FORM = Pattern.compile("\\s*([0-9]{1,40})\\s*(?:p|packet|packets)\\s*");

        /**
         * Checks the range.
         *
         * @param count the packets that may wait
         * @throws IllegalArgumentException if negative
         */
        public Packets {
            if (count < 0) {
                throw new IllegalArgumentException("queue must not be negative: " + count + " packets");
            }
        }

        @Override
        public String toString() {
            return count + " packets";
        }
    }

    /**
     * A bound in packets and in bytes, whichever is reached first.
     *
     * @param packets the packets that may wait
     * @param bytes the bytes that may wait
     */
    record Both(Packets packets, Bytes bytes) implements QueueLimit {
        private static final Pattern FORM =
                Pattern.compile("\\s*([0-9]{1,40})\\s*(?:p|packet|packets)\\s+and\\s+(\\S.*)");

        @Override
        public String toString() {
            return packets + " and " + bytes;
        }
    }

    /**
     * A bound in time at the queue's rate.
     *
     * @param time how long the rate may need to serve what waits
     */
    record Time(Duration time) implements QueueLimit {
        private static final Pattern FORM = Pattern.compile(".*[0-9]\\s*(?:ns|us|µs|ms|s|sec|min|h)\\s*");

        /**
         * Checks the range.
         *
         * @param time how long the rate may need to serve what waits
         * @throws IllegalArgumentException if not within 0..1 h
         */
        public Time {
            if (time.isNegative() || time.compareTo(Delay.MAX) > 0) {
                throw new IllegalArgumentException("queue must be within 0..1 h: " + Durations.format(time));
            }
        }

        @Override
        public String toString() {
            return Durations.format(time);
        }
    }
}
