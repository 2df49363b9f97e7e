package dev.weir.shaping.match;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of whole numbers, as ranges.
 *
 * <p>Immutable, thread-safe, equal by value. {@link #contains} is a binary search over the ranges and allocates nothing. {@code toString} is the shortest
 * text, in order, and is read back by {@link #parse}, unless the set is empty, or has numbers below 0 or of more than 18 digits.
 */
public final class NumberSet {
    private static final Pattern ITEM = Pattern.compile("([0-9]{1,18})(?:\\s*-\\s*([0-9]{1,18}))?");

    /** First and last number of each range in turn, ascending, with a gap between ranges. */
    private final long[] bounds;

    private NumberSet(long[] bounds) {
        this.bounds = bounds;
    }

    /** The set of ranges, first and last number of each in turn, in any order. */
    static NumberSet ofRanges(long[] ranges) {
        Integer[] order = new Integer[ranges.length / 2];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(ranges[2 * a], ranges[2 * b]));
        long[] merged = new long[ranges.length];
        int count = 0;
        for (int range : order) {
            long from = ranges[2 * range];
            long to = ranges[2 * range + 1];
            if (count > 0 && (from <= merged[count - 1] || from - 1 == merged[count - 1])) {
                merged[count - 1] = Math.max(merged[count - 1], to);
            } else {
                merged[count++] = from;
                merged[count++] = to;
            }
        }
        return new NumberSet(Arrays.copyOf(merged, count));
    }

    /**
     * A set of numbers.
     *
     * @param name what the numbers are, for the error
     * @param least the least one allowed
     * @param most the greatest one allowed
     * @param numbers the numbers, at least one
     * @return the set
     * @throws IllegalArgumentException if there is none, or one is out of range
     */
    public static NumberSet of(String name, long least, long most, long... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("at least 1 " + name + " must be given: 0");
        }
        long[] ranges = new long[2 * numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            ranges[2 * i] = checked(name, least, most, numbers[i], "");
            ranges[2 * i + 1] = numbers[i];
        }
        return ofRanges(ranges);
    }

    /**
     * The numbers from one to another, both included.
     *
     * @param from the first
     * @param to the last
     * @return the set
     * @throws IllegalArgumentException if the range runs backward
     */
    public static NumberSet range(long from, long to) {
        if (from > to) {
            throw new IllegalArgumentException("range must not run backward: " + from + "-" + to);
        }
        return new NumberSet(new long[] {from, to});
    }

    /**
     * Reads numbers and ranges, both ends included, separated by commas.
     *
     * @param name what the numbers are, for the error: one of them, as {@code port}
     * @param text such as {@code 443, 8000-8100}
     * @param least the least number allowed, 0 or more
     * @param most the greatest number allowed
     * @return the set, with at least one number
     * @throws IllegalArgumentException if an item is no number or range, a number is out of range, or a range runs backward
     */
    public static NumberSet parse(String name, String text, long least, long most) {
        String[] items = text.split(",", -1);
        long[] ranges = new long[2 * items.length];
        int position = 0;
        for (int i = 0; i < items.length; i++) {
            String item = items[i].strip();
            Matcher matcher = ITEM.matcher(item);
            String place = " at " + position;
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        name + "s must be numbers and ranges like 8000-8100: \"" + item + "\"" + place);
            }
            long from = checked(name, least, most, Long.parseLong(matcher.group(1)), place);
            String last = matcher.group(2);
            long to = last == null ? from : checked(name, least, most, Long.parseLong(last), place);
            if (from > to) {
                throw new IllegalArgumentException(name + " range must not run backward: \"" + item + "\"" + place);
            }
            ranges[2 * i] = from;
            ranges[2 * i + 1] = to;
            position += items[i].length() + 1;
        }
        return ofRanges(ranges);
    }

    /** Refuses the set if one of its numbers is out of a range. */
    void requireWithin(String name, long least, long most) {
        for (long bound : bounds) {
            checked(name, least, most, bound, "");
        }
    }

    private static long checked(String name, long least, long most, long number, String place) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(name + " must be within " + least + ".." + most + ": " + number + place);
        }
        return number;
    }

    /**
     * Whether a number is in the set.
     *
     * @param number any number
     * @return true if it is
     */
    public boolean contains(long number) {
        int low = 0;
        int high = bounds.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + 1] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < bounds.length / 2 && bounds[2 * low] <= number;
    }

    /**
     * The ranges that make up the set, ascending, with gaps between them.
     *
     * @return their number
     */
    public int ranges() {
        return bounds.length / 2;
    }

    /**
     * The first number of a range.
     *
     * @param index from 0, below {@link #ranges()}
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such range
     */
    public long first(int index) {
        return bounds[2 * index];
    }

    /**
     * The last number of a range, included.
     *
     * @param index from 0, below {@link #ranges()}
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such range
     */
    public long last(int index) {
        return bounds[2 * index + 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberSet set && Arrays.equals(bounds, set.bounds);
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
