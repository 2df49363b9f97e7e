package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The capacity, delay and loss of a line over time, as they were measured together. Immutable and thread-safe.
 *
 * <p>Each row holds from its time until that of the next; the first one also before, the last one for ever. While a packet is being sent and the rate changes, the rest of it is sent at the
 * new rate. A packet is delayed by what holds when its last bit is out, and packets keep their order.
 */
public final class JointTrace {
    /** The most rows. */
    public static final int MAX_ROWS = 1 << 20;

    /**
     * What holds from a time on.
     *
     * @param time since the start of the run, 0 or more
     * @param rate of the serialising link
     * @param delay behind the link, 0 to one hour
     * @param loss of packets in front of the link
     */
    public record Row(Duration time, Rate rate, Duration delay, Probability loss) {
        /**
         * Checks the ranges.
         *
         * @param time since the start of the run, 0 or more
         * @param rate of the serialising link
         * @param delay behind the link, 0 to one hour
         * @param loss of packets in front of the link
         * @throws IllegalArgumentException if out of range
         */
        public Row {
            if (time.isNegative() || time.toDays() > MAX_DAYS) {
                throw new IllegalArgumentException(
                        "time must be within 0.." + MAX_DAYS + " days: " + Durations.format(time));
            }
            if (delay.isNegative() || delay.compareTo(Delay.MAX) > 0) {
                throw new IllegalArgumentException("delay must be within 0..1 h: " + Durations.format(delay));
            }
        }
    }

    private static final long MAX_DAYS = 10_000;

    private final String name;
    private final List<Row> rows;

    private JointTrace(String name, List<Row> rows) {
        this.name = name;
        this.rows = rows;
    }

    /**
     * A trace from its rows.
     *
     * @param name what texts call it
     * @param rows 1 to {@value #MAX_ROWS} rows, each later than the one before
     * @return the trace
     * @throws IllegalArgumentException if there are none or too many, they are not in order, or the name is blank
     */
    public static JointTrace of(String name, List<Row> rows) {
        List<Row> copy = List.copyOf(rows);
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a trace must not be blank: \"" + name + "\"");
        }
        if (copy.isEmpty() || copy.size() > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "rows of trace " + name + " must be within 1.." + MAX_ROWS + ": " + copy.size());
        }
        for (int i = 1; i < copy.size(); i++) {
            Duration before = copy.get(i - 1).time();
            if (copy.get(i).time().compareTo(before) <= 0) {
                throw new IllegalArgumentException(
                        "trace " + name + ", row " + (i + 1) + ": time must be above " + Durations.format(before) + ": "
                                + Durations.format(copy.get(i).time()));
            }
        }
        return new JointTrace(name, copy);
    }

    /**
     * Reads a file of comma-separated values in UTF-8. The first line names the columns with their units, such as {@code time (ms),capacity (Mbit/s),delay (ms),loss
     * (%)}; {@code delay} and {@code loss} may be missing, which is 0. A capacity of 0 counts as 1 bit/s.
     *
     * @param file the file; its path is the trace's name
     * @return the trace
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException naming the line and what was expected
     */
    public static JointTrace read(Path file) throws IOException {
        try (BufferedReader reader = TraceFiles.open(file)) {
            return JointTraceText.read(file.toString(), reader);
        }
    }

    /**
     * Reads lines as {@link #read} does.
     *
     * @param name what texts call it
     * @param lines the header and the rows
     * @return the trace
     * @throws IllegalArgumentException naming the line and what was expected
     */
    public static JointTrace parse(String name, List<String> lines) {
        return JointTraceText.parse(name, lines);
    }

    /**
     * What texts call the trace.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The rows in the order of time.
     *
     * @return 1 to {@value #MAX_ROWS} rows
     */
    public List<Row> rows() {
        return rows;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JointTrace that && name.equals(that.name) && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + rows.hashCode();
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
