package dev.weir.shaping;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of data per second, kept exactly in whole bits per second.
 *
 * <p>Prefixes are decimal: 1 kB/s is 1000 bytes per second. A small {@code b} means bits, a capital {@code B} bytes; a bare
 * number in text is bytes per second (seed 001:222). Immutable and thread-safe; {@code toString} is read back by
 * {@link #parse}.
 *
 * @param bitsPerSecond the rate, 1 to {@value #MAX_BITS_PER_SECOND}
 */
public record Rate(long bitsPerSecond) implements Comparable<Rate> {
    /** The largest rate: 1 Tbit/s. */
    public static final long MAX_BITS_PER_SECOND = 1_000_000_000_000L;

    private static final String UNITS =
            "bit/s, kbit/s, Mbit/s, Gbit/s, Tbit/s, bps, kbps, Mbps, Gbps, B/s, kB/s, MB/s, GB/s";

    /**
     * Checks the range.
     *
     * @param bitsPerSecond the rate, 1 to {@value #MAX_BITS_PER_SECOND}
     * @throws IllegalArgumentException if the rate is not within 1..{@value #MAX_BITS_PER_SECOND} bit/s
     */
    public Rate {
        if (bitsPerSecond < 1 || bitsPerSecond > MAX_BITS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "rate must be within 1.." + MAX_BITS_PER_SECOND + " bit/s: " + bitsPerSecond);
        }
    }

    /**
     * A rate in bits per second.
     *
     * @param bits bits per second
     * @return the rate
     * @throws IllegalArgumentException if out of range
     */
    public static Rate bitsPerSecond(long bits) {
        return new Rate(bits);
    }

    /**
     * A rate in kilobits per second.
     *
     * @param kilobits thousands of bits per second
     * @return the rate
     * @throws IllegalArgumentException if out of range
     */
    public static Rate kilobitsPerSecond(long kilobits) {
        return scaled(kilobits, 1_000);
    }

    /**
     * A rate in megabits per second.
     *
     * @param megabits millions of bits per second
     * @return the rate
     * @throws IllegalArgumentException if out of range
     */
    public static Rate megabitsPerSecond(long megabits) {
        return scaled(megabits, 1_000_000);
    }

    /**
     * A rate in gigabits per second.
     *
     * @param gigabits thousand millions of bits per second
     * @return the rate
     * @throws IllegalArgumentException if out of range
     */
    public static Rate gigabitsPerSecond(long gigabits) {
        return scaled(gigabits, 1_000_000_000);
    }

    /**
     * A rate in bytes per second.
     *
     * @param bytes bytes per second
     * @return the rate
     * @throws IllegalArgumentException if out of range
     */
    public static Rate bytesPerSecond(long bytes) {
        return scaled(bytes, 8);
    }

    /**
     * A rate in kilobytes per second.
     *
     * @param kilobytes thousands of bytes per second
     * @return the rate
     * @throws IllegalArgumentException if out of range
     */
    public static Rate kilobytesPerSecond(long kilobytes) {
        return scaled(kilobytes, 8_000);
    }

    /**
     * A rate in megabytes per second.
     *
     * @param megabytes millions of bytes per second
     * @return the rate
     * @throws IllegalArgumentException if out of range
     */
    public static Rate megabytesPerSecond(long megabytes) {
        return scaled(megabytes, 8_000_000);
    }

    private static Rate scaled(long number, long bitsPerUnit) {
        if (number < 1 || number > MAX_BITS_PER_SECOND / bitsPerUnit) {
            throw new IllegalArgumentException("rate must be within 1.." + MAX_BITS_PER_SECOND + " bit/s: " + number
                    + " x " + bitsPerUnit + " bit/s");
        }
        return new Rate(number * bitsPerUnit);
    }

    /**
     * Reads a rate such as {@code 10 Mbit/s}, {@code 128 kbps}, {@code 1.5MB/s} or {@code 100000} (bytes per second).
     *
     * @param text the text; a fraction of a bit per second is rounded down
     * @return the rate
     * @throws IllegalArgumentException if the text is not a rate or is out of range
     */
    public static Rate parse(String text) {
        Quantity quantity = Quantity.parse("rate", text);
        BigDecimal bits = quantity.number().multiply(BigDecimal.valueOf(bitsPerUnit(quantity.unit(), text)));
        if (bits.compareTo(BigDecimal.ONE) < 0 || bits.compareTo(BigDecimal.valueOf(MAX_BITS_PER_SECOND)) > 0) {
            throw new IllegalArgumentException(
                    "rate must be within 1.." + MAX_BITS_PER_SECOND + " bit/s: \"" + text + "\"");
        }
        return new Rate(bits.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    private static long bitsPerUnit(String unit, String text) {
        return switch (unit) {
            case "", "B/s", "Bps", "byte/s", "bytes/s" -> 8L;
            case "kB/s", "KB/s", "kBps", "KBps" -> 8_000L;
            case "MB/s", "MBps" -> 8_000_000L;
            case "GB/s", "GBps" -> 8_000_000_000L;
            case "KiB/s" -> 8L << 10;
            case "MiB/s" -> 8L << 20;
            case "GiB/s" -> 8L << 30;
            case "bit/s", "bits/s", "bit", "bps", "b/s" -> 1L;
            case "kbit/s", "Kbit/s", "kbit", "Kbit", "kbps", "Kbps", "kb/s" -> 1_000L;
            case "Mbit/s", "Mbit", "Mbps", "Mb/s" -> 1_000_000L;
            case "Gbit/s", "Gbit", "Gbps", "Gb/s" -> 1_000_000_000L;
            case "Tbit/s", "Tbit", "Tbps", "Tb/s" -> 1_000_000_000_000L;
            default ->
                throw new IllegalArgumentException("rate has an unknown unit (use " + UNITS + "): \"" + text + "\"");
        };
    }

    /**
     * The rate in whole bytes per second, rounded down.
     *
     * @return bytes per second, possibly 0
     */
    public long bytesPerSecond() {
        return bitsPerSecond / 8;
    }

    @Override
    public int compareTo(Rate other) {
        return Long.compare(bitsPerSecond, other.bitsPerSecond);
    }

    /** The exact rate with the largest fitting unit, such as {@code 1.5 Mbit/s}. */
    @Override
    public String toString() {
        return Quantity.print(bitsPerSecond, "bit/s");
    }
}
