package dev.weir.shaping.impair;

import dev.weir.shaping.Rate;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket's rate in bytes, in packets, or both: a packet needs tokens of each. Immutable and thread-safe;
 * {@code toString} is read back by {@link #parse}.
 *
 * @param rate the rate in bytes, or null for no bound on bytes
 * @param packetsPerSecond the rate in packets, 0 for no bound on packets, at most {@value #MAX_PACKETS_PER_SECOND}
 */
public record RateLimit(@Nullable Rate rate, long packetsPerSecond) {
    /** The largest packet rate. */
    public static final long MAX_PACKETS_PER_SECOND = 1_000_000_000L;

    private static final int MAX_LENGTH = 128;
    private static final Pattern FORM =
            Pattern.compile("\\s*(?:(.*?)\\s+and\\s+)?([0-9]{1,40})\\s*(?:packets?/s|p/s|pps)\\s*");

    /**
     * Checks the ranges.
     *
     * @param rate the rate in bytes, or null for no bound on bytes
     * @param packetsPerSecond the rate in packets, 0 for no bound on packets, at most {@value #MAX_PACKETS_PER_SECOND}
     * @throws IllegalArgumentException if both dimensions are absent or the packet rate is out of range
     */
    public RateLimit {
        if (packetsPerSecond < 0 || packetsPerSecond > MAX_PACKETS_PER_SECOND) {
            throw outOfRange(packetsPerSecond);
        }
        if (rate == null && packetsPerSecond == 0) {
            throw new IllegalArgumentException("limit must bound bytes, packets or both: 0 and 0");
        }
    }

    /**
     * A bound on bytes.
     *
     * @param rate the rate
     * @return the limit
     */
    public static RateLimit of(Rate rate) {
        return new RateLimit(rate, 0);
    }

    /**
     * A bound on packets.
     *
     * @param packetsPerSecond 1 to {@value #MAX_PACKETS_PER_SECOND}
     * @return the limit
     * @throws IllegalArgumentException if out of range
     */
    public static RateLimit packets(long packetsPerSecond) {
        return new RateLimit(null, packetsPerSecond);
    }

    /**
     * Reads {@code 50 kB/s}, {@code 100 packets/s} or {@code 50 kB/s and 100 packets/s}.
     *
     * @param text the text
     * @return the limit
     * @throws IllegalArgumentException if the text is none of these or out of range
     */
    public static RateLimit parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            return of(Rate.parse(text));
        }
        BigInteger packets = new BigInteger(matcher.group(2));
        if (packets.bitLength() >= Long.SIZE) {
            throw outOfRange(packets);
        }
        String bytes = matcher.group(1);
        return new RateLimit(bytes == null ? null : Rate.parse(bytes), packets.longValue());
    }

    private static IllegalArgumentException outOfRange(Number packetsPerSecond) {
        return new IllegalArgumentException(
                "packet limit must be within 0.." + MAX_PACKETS_PER_SECOND + " packets/s: " + packetsPerSecond);
    }

    @Override
    public String toString() {
        if (packetsPerSecond == 0) {
            return String.valueOf(rate);
        }
        return (rate == null ? "" : rate + " and ") + packetsPerSecond + " packets/s";
    }
}
