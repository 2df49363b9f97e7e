package dev.weir.shaping.impair;

import dev.weir.shaping.DataSize;
import java.time.Duration;
import java.util.Objects;

/**
 * Packets are released in slots only, as on a medium that must be asked for (Wi-Fi, DOCSIS, 4G; {@code slot} of {@code tc-netem(8)}). Immutable and thread-safe; {@code
 * toString} is read back by {@link #parse}.
 *
 * <p>A packet that comes after the slot is over asks for the next, which opens after a time drawn uniformly from {@code least..most}. All that wait then are released together, in
 * order; when a quota is used up, the rest waits for a further slot, drawn alike.
 *
 * @param least the shortest wait for a slot, 0 to one hour
 * @param most the longest, at least the least and above 0, at most one hour
 * @param packets how many packets a slot releases, 0 for any number
 * @param bytes after how many bytes a slot is used up, 0 for any number; the packet that uses it up is released whole
 */
public record Slots(Duration least, Duration most, long packets, DataSize bytes) {
    /**
     * Checks the ranges.
     *
     * @param least the shortest wait for a slot
     * @param most the longest
     * @param packets how many packets a slot releases, 0 for any number
     * @param bytes after how many bytes a slot is used up, 0 for any number
     * @throws IllegalArgumentException if out of range
     */
    public Slots {
        Objects.requireNonNull(bytes, "bytes");
        if (least.isNegative() || most.isZero() || least.compareTo(most) > 0 || most.compareTo(Delay.MAX) > 0) {
            throw new IllegalArgumentException("slot must be within 0..1 h, in order and above 0: "
                    + Durations.format(least) + ".." + Durations.format(most));
        }
        if (packets < 0) {
            throw new IllegalArgumentException("packets of a slot must not be negative: " + packets);
        }
    }

    /**
     * Slots without a quota.
     *
     * @param least the shortest wait for a slot, 0 to one hour
     * @param most the longest, at least the least and above 0, at most one hour
     * @return the slots
     * @throws IllegalArgumentException if out of range
     */
    public static Slots of(Duration least, Duration most) {
        return new Slots(least, most, 0, DataSize.ofBytes(0));
    }

    /**
     * Reads {@code 10 ms}, {@code 800 us..1 ms} or {@code 800 us..1 ms and 64 packets and 32 kB}; either quota may be left out.
     *
     * @param text the text
     * @return the slots
     * @throws IllegalArgumentException naming what was expected
     */
    public static Slots parse(String text) {
        return SlotWords.parse(text);
    }

    @Override
    public String toString() {
        return SlotWords.format(this);
    }
}
