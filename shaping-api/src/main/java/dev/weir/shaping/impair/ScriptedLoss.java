package dev.weir.shaping.impair;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Loses exactly the packets with some numbers, counted from 1 as they meet the model. Draws nothing. Immutable and thread-safe.
 *
 * @param ranges which numbers, ascending and apart, 1 to {@value #MOST_RANGES} of them
 */
public record ScriptedLoss(List<Range> ranges) implements Loss {
    /** The most ranges. */
    public static final int MOST_RANGES = 1_000;

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})(?:\\s*(-)\\s*([0-9]{1,18})?)?");

    /**
     * Checks the order.
     *
     * @param ranges which numbers
     * @throws IllegalArgumentException if there are none or too many, or one does not lie behind the one before
     */
    public ScriptedLoss {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty() || ranges.size() > MOST_RANGES) {
            throw new IllegalArgumentException(
                    "packet numbers must be of 1.." + MOST_RANGES + " ranges: " + ranges.size());
        }
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).first() <= ranges.get(i - 1).last()) {
                throw new IllegalArgumentException(
                        "packet numbers must ascend: " + ranges.get(i - 1) + ", " + ranges.get(i));
            }
        }
    }

    /**
     * Numbers from one to another.
     *
     * @param first the first, at least 1
     * @param last the last, not below the first; {@link Long#MAX_VALUE} for no end
     */
    public record Range(long first, long last) {
        /**
         * Checks the order.
         *
         * @param first the first
         * @param last the last
         * @throws IllegalArgumentException if the first is below 1 or above the last
         */
        public Range {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException(
                        "packet numbers must count from 1 and ascend: " + first + "-" + last);
            }
        }

        @Override
        public String toString() {
            return first == last ? "" + first : first + "-" + (last == Long.MAX_VALUE ? "" : last);
        }
    }

    static ScriptedLoss parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : Words.arguments(text)) {
            Matcher matcher = RANGE.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "packets must be numbers and ranges like 3, 7-9, 100-: \"" + part + "\"");
            }
            long first = Long.parseLong(matcher.group(1));
            String last = matcher.group(3);
            long open = matcher.group(2) == null ? first : Long.MAX_VALUE;
            ranges.add(new Range(first, last == null ? open : Long.parseLong(last)));
        }
        return new ScriptedLoss(ranges);
    }

    @Override
    public String toString() {
        return "packets(" + ranges.stream().map(Range::toString).collect(Collectors.joining(", ")) + ")";
    }
}
