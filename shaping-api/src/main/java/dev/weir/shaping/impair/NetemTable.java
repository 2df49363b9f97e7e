package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table of a delay's distribution, as netem's files {@code NAME.dist} have it: whole numbers in units of 1/8192 of the jitter, which are all equally likely. Immutable and
 * thread-safe.
 */
public final class NetemTable {
    /** The most entries. */
    public static final int MOST_ENTRIES = 16_384;

    private static final int SCALE = 8_192;
    private static final Pattern COMMENT = Pattern.compile("#[^\\r\\n]*");
    private static final Pattern ENTRY = Pattern.compile("[+-]?[0-9]{1,6}");

    private final short[] sorted;

    private NetemTable(short[] entries) {
        sorted = entries.clone();
        Arrays.sort(sorted);
    }

    /**
     * Reads a table.
     *
     * @param text 1 to {@value #MOST_ENTRIES} whole numbers within -32768..32767, separated by white space; what follows a {@code #} up to the line end counts for nothing
     * @return the table
     * @throws IllegalArgumentException if the text is no table
     */
    public static NetemTable parse(String text) {
        String[] words = COMMENT.matcher(text).replaceAll(" ").strip().split("\\s+", MOST_ENTRIES + 2);
        if (words.length > MOST_ENTRIES || words[0].isEmpty()) {
            throw new IllegalArgumentException(
                    "entries of a table must be 1.." + MOST_ENTRIES + ": " + (words[0].isEmpty() ? "0" : "more"));
        }
        short[] entries = new short[words.length];
        for (int i = 0; i < entries.length; i++) {
            int value = ENTRY.matcher(words[i]).matches() ? Integer.parseInt(words[i]) : Integer.MAX_VALUE;
            if (value < Short.MIN_VALUE || value > Short.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "entry of a table must be a whole number within -32768..32767: \"" + words[i] + "\"");
            }
            entries[i] = (short) value;
        }
        return new NetemTable(entries);
    }

    /**
     * A delay that is distributed as the table says, by up to {@value EmpiricalDelay#MOST_POINTS} percentiles of it.
     *
     * @param mean the delay of entry 0
     * @param jitter what 8192 adds to it
     * @return the model; what falls below 0 becomes 0
     * @throws IllegalArgumentException if a time is out of range
     */
    public Delay delay(Duration mean, Duration jitter) {
        int last = Math.min(sorted.length, EmpiricalDelay.MOST_POINTS) - 1;
        List<EmpiricalDelay.Point> points = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            int entry = last == 0 ? 0 : (int) ((long) i * (sorted.length - 1) / last);
            Probability share = last == 0 ? Probability.ONE : Probability.of((double) i / last);
            points.add(new EmpiricalDelay.Point(share, delay(sorted[entry], mean, jitter)));
        }
        return Delay.empirical(points);
    }

    private static Duration delay(short entry, Duration mean, Duration jitter) {
        Duration delay = mean.plus(jitter.multipliedBy(entry).dividedBy(SCALE));
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(Delay.MAX) > 0 ? Delay.MAX : delay;
    }
}
