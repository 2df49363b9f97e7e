package dev.weir.shaping.match;

import dev.weir.shaping.MacAddress;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of MAC addresses, as ranges.
 *
 * <p>Immutable, thread-safe, equal by value. {@link #contains} is a binary search over the set's ranges and allocates nothing. {@code toString} is read
 * back by {@link #parse}, unless the set is empty.
 */
public final class MacSet {
    /** The set without an address. */
    public static final MacSet EMPTY = new MacSet(NumberSet.ofRanges(new long[0]));

    private static final String ADDRESS =
            "(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4}|[0-9A-Fa-f]{12}";
    private static final Pattern ITEM = Pattern.compile("(" + ADDRESS + ")(?:\\s*-\\s*(" + ADDRESS + "))?");

    private final NumberSet numbers;

    private MacSet(NumberSet numbers) {
        this.numbers = numbers;
    }

    /**
     * Reads addresses, as {@link MacAddress#parse} does, and ranges of them with both ends included, separated by commas.
     *
     * @param text such as {@code 48-E7-DA-0D-C4-C9, 02:00:00:00:00:00 - 02:00:00:00:00:ff}
     * @return the set, with at least one address
     * @throws IllegalArgumentException if an item is no address or range, or a range runs backward
     */
    public static MacSet parse(String text) {
        String[] items = text.split(",", -1);
        long[] ranges = new long[2 * items.length];
        for (int i = 0; i < items.length; i++) {
            range(items[i].strip(), ranges, 2 * i);
        }
        return new MacSet(NumberSet.ofRanges(ranges));
    }

    /** Whether a text looks like an address or a range. */
    static boolean fits(String item) {
        return ITEM.matcher(item).matches();
    }

    private static void range(String item, long[] ranges, int at) {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("mac addresses must have 12 hexadecimal digits: \"" + item + "\"");
        }
        ranges[at] = MacAddress.parse(matcher.group(1)).value();
        ranges[at + 1] = matcher.group(2) == null
                ? ranges[at]
                : MacAddress.parse(matcher.group(2)).value();
        if (ranges[at] > ranges[at + 1]) {
            throw new IllegalArgumentException("mac address range must not run backward: \"" + item + "\"");
        }
    }

    /** All addresses of some sets. */
    static MacSet union(Collection<MacSet> sets) {
        int count = 0;
        for (MacSet set : sets) {
            count += 2 * set.numbers.ranges();
        }
        long[] ranges = new long[count];
        int at = 0;
        for (MacSet set : sets) {
            for (int i = 0; i < set.numbers.ranges(); i++) {
                ranges[at++] = set.numbers.first(i);
                ranges[at++] = set.numbers.last(i);
            }
        }
        return new MacSet(NumberSet.ofRanges(ranges));
    }

    /**
     * Whether an address is in the set.
     *
     * @param address the address
     * @return true if it is
     */
    public boolean contains(MacAddress address) {
        return numbers.contains(address.value());
    }

    /**
     * Whether the set has no address.
     *
     * @return true if it has none
     */
    public boolean isEmpty() {
        return numbers.ranges() == 0;
    }

    /**
     * The ranges that make up the set.
     *
     * @return the addresses as 48-bit numbers
     */
    public NumberSet numbers() {
        return numbers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MacSet set && numbers.equals(set.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    /** The ranges in order, such as {@code 02:00:00:00:00:00-02:00:00:00:00:ff}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        for (int i = 0; i < numbers.ranges(); i++) {
            MacAddress first = new MacAddress(numbers.first(i));
            MacAddress last = new MacAddress(numbers.last(i));
            text.add(first.equals(last) ? first.toString() : first + "-" + last);
        }
        return text.toString();
    }
}
