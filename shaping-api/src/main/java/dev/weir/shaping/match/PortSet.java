package dev.weir.shaping.match;

/**
 * A set of ports.
 *
 * <p>Immutable, thread-safe, equal by value. {@link #contains} is a binary search over the set's ranges and allocates nothing.
 * {@code toString} is the shortest text, in order, and is read back by {@link #parse}.
 */
public final class PortSet {
    private static final int MAX = 65_535;

    private final NumberSet numbers;

    private PortSet(NumberSet numbers) {
        this.numbers = numbers;
    }

    /**
     * Reads ports and ranges of ports, both ends included, separated by commas.
     *
     * @param text such as {@code 443, 8000-8100}
     * @return the set, with at least one port
     * @throws IllegalArgumentException if an item is no port or range, a port is above 65535, or a range runs backward
     */
    public static PortSet parse(String text) {
        return new PortSet(NumberSet.parse("port", text, 0, MAX));
    }

    /**
     * A set of ports.
     *
     * @param ports the ports, at least one, 0 to 65535
     * @return the set
     * @throws IllegalArgumentException if there is none, or one is out of range
     */
    public static PortSet of(long... ports) {
        return new PortSet(NumberSet.of("port", 0, MAX, ports));
    }

    /**
     * Whether a port is in the set.
     *
     * @param port any number
     * @return true if it is
     */
    public boolean contains(int port) {
        return numbers.contains(port);
    }

    /**
     * The ranges that make up the set.
     *
     * @return the ports as numbers, 0 to 65535
     */
    public NumberSet numbers() {
        return numbers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortSet set && numbers.equals(set.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    /** The ranges in order, such as {@code 443, 8000-8100}. */
    @Override
    public String toString() {
        return numbers.toString();
    }
}
