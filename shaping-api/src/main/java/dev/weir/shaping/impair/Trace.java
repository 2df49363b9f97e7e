package dev.weir.shaping.impair;

import dev.weir.shaping.Rate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a link can send: a list of delivery opportunities, as Mahimahi writes and replays them. Immutable and thread-safe.
 *
 * <p>Each opportunity is a whole millisecond since the start at which the link sends {@value #OPPORTUNITY_BYTES} bytes of what waits; several may fall into the same millisecond. A
 * packet may need several and several may share one; a packet leaves with its last byte. What an opportunity could have sent beyond what waits is lost. After the last one
 * the list begins anew, at the time of the last; or, {@link #once}, the link has ended.
 */
public final class Trace {
    /** What an opportunity sends: a packet of 1500 bytes and the 4 bytes that Mahimahi's device puts in front of it. */
    public static final int OPPORTUNITY_BYTES = 1_504;

    /** The most opportunities. */
    public static final int MAX_OPPORTUNITIES = 1 << 24;

    private final String name;
    private final int[] millis;
    private final boolean repeats;

    Trace(String name, int[] millis, boolean repeats) {
        this.name = name;
        this.millis = millis;
        this.repeats = repeats;
    }

    /**
     * A trace from its opportunities.
     *
     * @param name what texts call it
     * @param millis 1 to {@value #MAX_OPPORTUNITIES} times in milliseconds, 0 or more, none below the one before, the last one above 0
     * @return the trace, which repeats
     * @throws IllegalArgumentException if the times are none of a trace, or the name is blank
     */
    public static Trace of(String name, int... millis) {
        return TraceText.checked(name, millis.clone());
    }

    /**
     * Reads a trace of Mahimahi: lines that are each a whole number of milliseconds.
     *
     * @param file the file; its path is the trace's name
     * @return the trace, which repeats
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException naming the line that is none of a trace
     */
    public static Trace read(Path file) throws IOException {
        try (BufferedReader reader = TraceFiles.open(file)) {
            return TraceText.read(file.toString(), reader);
        }
    }

    /**
     * Reads the lines of a trace of Mahimahi.
     *
     * @param name what texts call it
     * @param lines each a whole number of milliseconds
     * @return the trace, which repeats
     * @throws IllegalArgumentException naming the line that is none of a trace, or if the name is blank
     */
    public static Trace parse(String name, List<String> lines) {
        return TraceText.parse(name, lines);
    }

    /**
     * The trace of rates that hold for a time each: every millisecond adds what its rate sends in it to a reserve, and every 12 000 bits of the
     * reserve are an opportunity of that millisecond. The first millisecond is 1; what is left of the reserve after the last is lost.
     *
     * @param name what texts call it
     * @param step how long each rate holds, whole milliseconds, 1 or more
     * @param rates the rates
     * @return the trace, which repeats
     * @throws IllegalArgumentException if the step is no whole number of milliseconds, or there are no opportunities or too many
     */
    public static Trace ofRates(String name, Duration step, List<Rate> rates) {
        return TraceText.checked(name, RateReserve.opportunities(step, rates));
    }

    /**
     * The same trace, but the link ends after the last opportunity.
     *
     * @return the trace
     */
    public Trace once() {
        return repeats ? new Trace(name, millis, false) : this;
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
     * Whether the opportunities begin anew after the last.
     *
     * @return false if the link ends
     */
    public boolean repeats() {
        return repeats;
    }

    /**
     * How many opportunities there are before they begin anew.
     *
     * @return 1 to {@value #MAX_OPPORTUNITIES}
     */
    public int opportunities() {
        return millis.length;
    }

    /**
     * When an opportunity comes. Allocates nothing.
     *
     * @param index 0 to {@link #opportunities()} - 1
     * @return milliseconds since the start, 0 or more
     */
    public int millis(int index) {
        return millis[index];
    }

    /**
     * After what time the opportunities begin anew: the time of the last.
     *
     * @return milliseconds, 1 or more
     */
    public int periodMillis() {
        return millis[millis.length - 1];
    }

    /**
     * The first opportunity at or after a time, before they begin anew. Allocates nothing.
     *
     * @param sinceStart milliseconds, at most {@link #periodMillis()}
     * @return its index
     */
    public int firstAt(int sinceStart) {
        int low = 0;
        int high = millis.length - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (millis[middle] < sinceStart) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * What the link could send on average, if something always waited.
     *
     * @return the rate, rounded down
     */
    public Rate meanRate() {
        long bits = 8_000L * OPPORTUNITY_BYTES * millis.length / periodMillis();
        return Rate.bitsPerSecond(Math.max(1, Math.min(Rate.MAX_BITS_PER_SECOND, bits)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Trace that
                && name.equals(that.name)
                && repeats == that.repeats
                && Arrays.equals(millis, that.millis);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(millis);
    }

    /** The name, and {@code once} if the trace does not repeat. */
    @Override
    public String toString() {
        return repeats ? name : name + TraceText.ONCE;
    }
}
