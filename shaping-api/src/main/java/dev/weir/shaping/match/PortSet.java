package dev.weir.shaping.match;

import java.util.Arrays;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of ports.
 *
 * <p>Immutable, thread-safe, equal by value. {@link #contains} is a binary search over the set's ranges and allocates nothing.
 * {@code toString} is the shortest text, in order, and is read back by {@link #parse}.
 */
public final class PortSet {
    private static final int MAX = 65_535;
    private static final Pattern ITEM = Pattern.compile("([0-9]{1,9})(?:\\s*-\\s*([0-9]{1,9}))?");

    /** First and last port of each range in turn, ascending, with a gap between ranges. */
    private final int[] bounds;

    private PortSet(BitSet ports) {
        int[] found = new int[MAX + 3];
        int count = 0;
        for (int from = ports.nextSetBit(0); from >= 0; from = ports.nextSetBit(found[count - 1] + 1)) {
            found[count++] = from;
            found[count++] = ports.nextClearBit(from) - 1;
        }
        bounds = Arrays.copyOf(found, count);
    }

    /**
     * Reads ports and ranges of ports, both ends included, separated by commas.
     *
     * @param text such as {@code 443, 8000-8100}
     * @return the set, with at least one port
     * @throws IllegalArgumentException if an item is no port or range, a port is above 65535, or a range runs backward
     */
    public static PortSet parse(String text) {
        BitSet ports = new BitSet();
        int position = 0;
        for (String item : text.split(",", -1)) {
            add(ports, item.strip(), position);
            position += item.length() + 1;
        }
        return new PortSet(ports);
    }

    private static void add(BitSet ports, String item, int position) {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "ports must be numbers and ranges like 8000-8100: \"" + item + "\" at " + position);
        }
        int from = port(matcher.group(1), position);
        int to = matcher.group(2) == null ? from : port(matcher.group(2), position);
        if (from > to) {
            throw new IllegalArgumentException("port range must not run backward: \"" + item + "\" at " + position);
        }
        ports.set(from, to + 1);
    }

    private static int port(String digits, int position) {
        int port = Integer.parseInt(digits);
        if (port > MAX) {
            throw new IllegalArgumentException("port must be within 0..65535: " + port + " at " + position);
        }
        return port;
    }

    /**
     * Whether a port is in the set.
     *
     * @param port any number
     * @return true if it is
     */
    public boolean contains(int port) {
        int low = 0;
        int high = bounds.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + 1] < port) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < bounds.length / 2 && bounds[2 * low] <= port;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortSet set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** The ranges in order, such as {@code 443, 8000-8100}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(bounds[i]);
            if (bounds[i] != bounds[i + 1]) {
                text.append('-').append(bounds[i + 1]);
            }
        }
        return text.toString();
    }
}
