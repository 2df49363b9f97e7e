package dev.weir.shaping;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of data in bytes.
 *
 * <p>Prefixes are decimal (1 MB is 1 000 000 bytes, seed 001:668); {@code KiB}, {@code MiB} and {@code GiB} are read as powers
 * of 1024 and never printed. Immutable and thread-safe; {@code toString} is read back by {@link #parse}.
 *
 * @param bytes the amount, 0 or more
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
    private static final String UNITS = "B, kB, MB, GB, TB, KiB, MiB, GiB";

    /**
     * Checks the range.
     *
     * @param bytes the amount, 0 or more
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("data size must not be negative: " + bytes);
        }
    }

    /**
     * An amount in bytes.
     *
     * @param bytes the amount, 0 or more
     * @return the size
     * @throws IllegalArgumentException if negative
     */
    public static DataSize ofBytes(long bytes) {
        return new DataSize(bytes);
    }

    /**
     * An amount in bytes; the same as {@link #ofBytes}, short enough to be imported statically.
     *
     * @param bytes the amount, 0 or more
     * @return the size
     * @throws IllegalArgumentException if negative
     */
    public static DataSize bytes(long bytes) {
        return new DataSize(bytes);
    }

    /**
     * Reads a size such as {@code 64 kB}, {@code 4.5GB} or {@code 1000000} (bytes).
     *
     * @param text the text; a fraction of a byte is rounded down
     * @return the size
     * @throws IllegalArgumentException if the text is not a size or is out of range
     */
    public static DataSize parse(String text) {
        Quantity quantity = Quantity.parse("data size", text);
        BigDecimal bytes = quantity.number().multiply(BigDecimal.valueOf(bytesPerUnit(quantity.unit(), text)));
        if (bytes.signum() < 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException(
                    "data size must be within 0.." + Long.MAX_VALUE + " bytes: \"" + text + "\"");
        }
        return new DataSize(bytes.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    private static long bytesPerUnit(String unit, String text) {
        return switch (unit) {
            case "", "B", "byte", "bytes" -> 1L;
            case "kB", "KB" -> 1_000L;
            case "MB" -> 1_000_000L;
            case "GB" -> 1_000_000_000L;
            case "TB" -> 1_000_000_000_000L;
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default ->
                throw new IllegalArgumentException(
                        "data size has an unknown unit (use " + UNITS + "): \"" + text + "\"");
        };
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The exact size with the largest fitting unit, such as {@code 4.5 GB}. */
    @Override
    public String toString() {
        return Quantity.print(bytes, "B");
    }
}
