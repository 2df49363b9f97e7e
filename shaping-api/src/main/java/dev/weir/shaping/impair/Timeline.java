package dev.weir.shaping.impair;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is in force when: values that follow one another, once or in a loop. Times count from the start of whatever plays it.
 *
 * <p>Each value holds from its step to the next; the last one holds on, unless the timeline loops. Steps are at least 1 ms apart, and there are at most
 * {@value #MAX_STEPS}. Immutable and thread-safe, if the values are; {@code toString} is the text form and is read back by {@link #parse}.
 *
 * <pre>{@code
 * Timeline.of(good).then(ofSeconds(2), outage).then(ofSeconds(1), good).loop(ofSeconds(10))
 * Timeline.parse("0 s: delay=40 ms | 2 s: loss=100 % | 3 s: delay=40 ms | loop 10 s")
 * }</pre>
 *
 * @param <T> what is in force
 */
public final class Timeline<T> {
    /** The most steps. */
    public static final int MAX_STEPS = 65_536;

    /** The least time between two steps. */
    public static final Duration LEAST_PHASE = Duration.ofMillis(1);

    /** The latest step and the longest loop. */
    public static final Duration MAX_TIME = Duration.ofDays(36_500);

    private final long[] offsets;
    private final List<T> values;
    private final long periodNanos;
    private final long rounds;

    private Timeline(long[] offsets, List<T> values, long periodNanos, long rounds) {
        this.offsets = offsets;
        this.values = values;
        this.periodNanos = periodNanos;
        this.rounds = rounds;
    }

    /**
     * One value, from the start on.
     *
     * @param first the value
     * @param <T> its type
     * @return the timeline
     */
    public static <T> Timeline<T> of(T first) {
        return new Timeline<>(new long[1], List.of(first), 0, 1);
    }

    /**
     * Two values in turn, for ever.
     *
     * @param up the first value
     * @param upTime how long it holds, at least 1 ms
     * @param down the second value
     * @param downTime how long it holds, at least 1 ms
     * @param <T> the values' type
     * @return the timeline
     * @throws IllegalArgumentException if a time is out of range
     */
    public static <T> Timeline<T> flap(T up, Duration upTime, T down, Duration downTime) {
        return of(up).then(upTime, down).loop(upTime.plus(downTime));
    }

    /**
     * One line that turns into another, step by step: rates, delays, jitters and probabilities of random loss are interpolated, and what else there is must
     * be the same at both ends.
     *
     * @param from the line at the start
     * @param to the line from the end on
     * @param time how long it takes, at least 1 ms a step
     * @param steps how many steps it takes, 1 or more
     * @return the timeline
     * @throws IllegalArgumentException if the time or the steps are out of range, or the ends differ in what cannot be interpolated
     */
    public static Timeline<Impairment> ramp(Impairment from, Impairment to, Duration time, int steps) {
        return of(from).ramped(0, to, time, steps, new Ramp(from, to));
    }

    Timeline<T> ramped(long startNanos, T to, Duration time, int steps, Interpolation<T> between) {
        requireSteps(steps);
        long nanos = nanos("ramp", time);
        List<T> more = new ArrayList<>(steps);
        long[] times = new long[steps];
        for (int step = 1; step <= steps; step++) {
            times[step - 1] = startNanos + Ramp.share(nanos, step, steps);
            more.add(step == steps ? to : between.value(step, steps));
        }
        return with(times, more);
    }

    private void requireSteps(int more) {
        if (more < 1 || more > MAX_STEPS - values.size()) {
            throw new IllegalArgumentException("steps of a timeline must be at most " + MAX_STEPS
                    + " and those of a ramp 1 or more: " + values.size() + " and " + more);
        }
    }

    /**
     * Adds a step at a time.
     *
     * @param offset when, since the start; after the last step by at least 1 ms
     * @param value what is in force from then on
     * @return a longer timeline
     * @throws IllegalArgumentException if the time is out of range, or there are too many steps
     * @throws IllegalStateException if the timeline loops: there is no end to add to
     */
    public Timeline<T> at(Duration offset, T value) {
        requireSteps(1);
        return with(new long[] {nanos("step", offset)}, List.of(value));
    }

    /**
     * Adds a step some time after the last one.
     *
     * @param after how long the last value holds, at least 1 ms
     * @param value what is in force from then on
     * @return a longer timeline
     * @throws IllegalArgumentException if the time is out of range, or there are too many steps
     * @throws IllegalStateException if the timeline loops
     */
    public Timeline<T> then(Duration after, T value) {
        return at(last().plus(after), value);
    }

    /**
     * Adds all steps of another timeline, some time after the last step of this one. If the other one loops, its steps are added once.
     *
     * @param after how long the last value holds, at least 1 ms
     * @param next what follows; its start is the first of these steps
     * @return a longer timeline
     * @throws IllegalArgumentException if a time is out of range, or there are too many steps
     * @throws IllegalStateException if this timeline loops
     */
    public Timeline<T> then(Duration after, Timeline<? extends T> next) {
        requireSteps(next.values.size());
        long start = nanos("step", last().plus(after));
        long[] times = Arrays.stream(next.offsets).map(offset -> start + offset).toArray();
        return with(times, next.values);
    }

    void requireAfter(Duration start) {
        if (start.compareTo(last()) < 0) {
            throw new IllegalArgumentException("ramp must not begin before the last step, at "
                    + Durations.format(last()) + ": " + Durations.format(start));
        }
    }

    private Duration last() {
        return Duration.ofNanos(offsets[offsets.length - 1]);
    }

    private Timeline<T> with(long[] times, List<? extends T> more) {
        if (loops()) {
            throw new IllegalStateException("steps must be added before the loop: " + this);
        }
        long[] all = Arrays.copyOf(offsets, offsets.length + times.length);
        for (int i = 0; i < times.length; i++) {
            all[offsets.length + i] = times[i];
            requireApart(all[offsets.length + i - 1], times[i]);
        }
        List<T> together = new ArrayList<>(values);
        together.addAll(more);
        return new Timeline<>(all, List.copyOf(together), 0, 1);
    }

    private static void requireApart(long before, long nanos) {
        if (nanos > MAX_TIME.toNanos() || nanos - before < LEAST_PHASE.toNanos()) {
            throw new IllegalArgumentException("step must be at least 1 ms after the one at " + text(before)
                    + " and within " + Durations.format(MAX_TIME) + ": " + text(nanos));
        }
    }

    static long nanos(String what, Duration time) {
        if (time.isNegative() || time.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException(what + " of a timeline must be within 0 s.." + Durations.format(MAX_TIME)
                    + ": " + Durations.format(time));
        }
        return time.toNanos();
    }

    /**
     * Plays the steps again and again.
     *
     * @param period after which they begin anew; after the last step by at least 1 ms
     * @return the timeline
     * @throws IllegalArgumentException if the period is out of range
     * @throws IllegalStateException if the timeline loops already
     */
    public Timeline<T> loop(Duration period) {
        return looped(period, 0);
    }

    /**
     * Plays the steps a number of times; after that the last value holds on.
     *
     * @param period after which they begin anew; after the last step by at least 1 ms
     * @param times how often they are played in all, 1 or more
     * @return the timeline
     * @throws IllegalArgumentException if the period or the number is out of range
     * @throws IllegalStateException if the timeline loops already
     */
    public Timeline<T> loop(Duration period, long times) {
        if (times < 1) {
            throw new IllegalArgumentException("times of a loop must be 1 or more: " + times);
        }
        return looped(period, times);
    }

    private Timeline<T> looped(Duration period, long times) {
        if (loops()) {
            throw new IllegalStateException("timeline must not loop yet: " + this);
        }
        long nanos = nanos("loop", period);
        requireApart(offsets[offsets.length - 1], nanos);
        return new Timeline<>(offsets, values, nanos, times);
    }

    private boolean loops() {
        return periodNanos != 0;
    }

    /**
     * The values of all steps, in order.
     *
     * @return an unmodifiable list
     */
    public List<T> values() {
        return values;
    }

    /**
     * Whether one value is in force for ever.
     *
     * @return true if there is one step
     */
    public boolean constant() {
        return values.size() == 1;
    }

    /**
     * What is in force at a time.
     *
     * @param time since the start, 0 or more
     * @return the value
     * @throws IllegalArgumentException if negative
     */
    public T valueAt(Duration time) {
        return phaseAt(time).value();
    }

    /**
     * The phase that a time is in.
     *
     * @param time since the start, 0 or more
     * @return the phase
     * @throws IllegalArgumentException if negative
     */
    public Phase<T> phaseAt(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time must not be negative: " + Durations.format(time));
        }
        long nanos = time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : time.toNanos();
        long round = loops() ? nanos / periodNanos : 0;
        if (rounds > 0) {
            round = Math.min(round, rounds - 1);
        }
        long base = round * periodNanos;
        int place = Arrays.binarySearch(offsets, nanos - base);
        int number = place >= 0 ? place : -2 - place;
        return new Phase<>(
                round, number, Duration.ofNanos(base + offsets[number]), end(round, base, number), values.get(number));
    }

    private @Nullable Duration end(long round, long base, int number) {
        if (number + 1 < offsets.length) {
            return ending(base, offsets[number + 1]);
        }
        boolean again = loops() && offsets.length > 1 && (rounds == 0 || round + 1 < rounds);
        return again ? ending(base, periodNanos) : null;
    }

    /** A time, or null where nanoseconds do not reach. */
    private static @Nullable Duration ending(long base, long offset) {
        long end = base + offset;
        return end < 0 ? null : Duration.ofNanos(end);
    }

    /**
     * Reads a timeline of values: steps such as {@code 2 s: value}, separated by {@code |} or line ends, and at the end perhaps {@code loop 10 s} or
     * {@code loop 10 s 3 times}. The first step is at {@code 0 s}. Empty parts, and lines that start with {@code #}, count for nothing.
     *
     * @param text the text
     * @param values reads a value
     * @param <T> the values' type
     * @return the timeline
     * @throws IllegalArgumentException naming the part that is wrong, and why
     */
    public static <T> Timeline<T> parse(String text, Function<String, ? extends T> values) {
        return new TimelineText<T>(values, null).read(text);
    }

    /**
     * Reads a timeline of lines. Besides steps there may be ramps: {@code 2 s ramp 4 s: delay=100 ms} turns the line that was in force up to there into
     * another within 4 s, in ten steps, or as many as {@code 2 s ramp 4 s in 80 steps: ..} says.
     *
     * @param text the text, as {@link #parse(String, Function)} has it
     * @return the timeline
     * @throws IllegalArgumentException naming the part that is wrong, and why
     */
    public static Timeline<Impairment> parse(String text) {
        return new TimelineText<Impairment>(Impairment::parse, Ramp::new).read(text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timeline<?> that
                && Arrays.equals(offsets, that.offsets)
                && values.equals(that.values)
                && periodNanos == that.periodNanos
                && rounds == that.rounds;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(offsets), values, periodNanos, rounds);
    }

    /** A step as text, such as {@code 2 s: loss=100 %}. */
    private String step(int number) {
        String value = String.valueOf(values.get(number));
        return text(offsets[number]) + (value.isEmpty() ? ":" : ": " + value);
    }

    private static String text(long nanos) {
        return Durations.format(Duration.ofNanos(nanos));
    }

    /** The text form: its steps, and its loop if it has one, separated by {@code " | "}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int number = 0; number < values.size(); number++) {
            parts.add(step(number));
        }
        if (loops()) {
            parts.add("loop " + text(periodNanos) + (rounds == 0 ? "" : " " + rounds + " times"));
        }
        return String.join(" | ", parts);
    }

    /**
     * A part of a timeline in which one value is in force. Immutable.
     *
     * @param round how often the loop began anew before, 0 without a loop
     * @param number which step of the timeline began it, from 0
     * @param start when it began, since the start of the timeline
     * @param end when the next one begins, or null if there is none
     * @param value what is in force
     * @param <T> its type
     */
    public record Phase<T>(long round, int number, Duration start, @Nullable Duration end, T value) {
        /** When it began, and what is in force, such as {@code 2 s: loss=100 %}. */
        @Override
        public String toString() {
            String text = String.valueOf(value);
            return Durations.format(start) + (text.isEmpty() ? ":" : ": " + text);
        }
    }
}
