package dev.weir.shaping.impair;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text form of a {@link Timeline}. Not thread-safe: one reader a text. */
final class TimelineText<T> {
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[|\\r\\n]");
    private static final Pattern LOOP = Pattern.compile("loop\\s++(.*?)(?:\\s++([0-9]{1,18})\\s++times?+)?");
    private static final Pattern RAMP =
            Pattern.compile("(.*?)\\s+ramp\\s++(.*?)(?:\\s++in\\s++([0-9]{1,5})\\s++steps?+)?");
    private static final int USUAL_STEPS = 10;

    private final Function<String, ? extends T> values;
    private final @Nullable BiFunction<T, T, Interpolation<T>> ramps;
    private @Nullable Timeline<T> timeline;
    private boolean looped;

    /** A reader; without ramps these are refused. */
    TimelineText(Function<String, ? extends T> values, @Nullable BiFunction<T, T, Interpolation<T>> ramps) {
        this.values = values;
        this.ramps = ramps;
    }

    Timeline<T> read(String text) {
        for (String part : BETWEEN_PARTS.split(text, -1)) {
            String words = part.strip();
            if (!words.isEmpty() && !words.startsWith("#")) {
                readPart(words);
            }
        }
        if (timeline == null) {
            throw new IllegalArgumentException("timeline must have a step, such as 0 s: delay=40 ms");
        }
        return timeline;
    }

    private void readPart(String part) {
        if (looped) {
            throw wrong(part, "loop must be the last part", null);
        }
        try {
            Timeline<T> before = timeline;
            Matcher loop = LOOP.matcher(part);
            if (before != null && loop.matches()) {
                timeline = loop(before, loop);
                looped = true;
            } else {
                timeline = step(before, part);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(part, String.valueOf(e.getMessage()), e);
        }
    }

    private static IllegalArgumentException wrong(String part, String why, @Nullable Exception cause) {
        return new IllegalArgumentException("\"" + part + "\": " + why, cause);
    }

    private Timeline<T> loop(Timeline<T> steps, Matcher loop) {
        Duration period = Durations.parse("loop", loop.group(1));
        String times = loop.group(2);
        return times == null ? steps.loop(period) : steps.loop(period, Long.parseLong(times));
    }

    private Timeline<T> step(@Nullable Timeline<T> before, String part) {
        int colon = part.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("expected a step, such as 2 s: delay=40 ms");
        }
        String head = part.substring(0, colon).strip();
        T value = values.apply(part.substring(colon + 1).strip());
        Matcher ramp = RAMP.matcher(head);
        if (ramp.matches()) {
            return ramp(before, ramp, value);
        }
        Duration offset = Durations.parse("step", head);
        if (before != null) {
            return before.at(offset, value);
        }
        if (!offset.isZero()) {
            throw new IllegalArgumentException("first step must be at 0 s: " + Durations.format(offset));
        }
        return Timeline.of(value);
    }

    private Timeline<T> ramp(@Nullable Timeline<T> before, Matcher ramp, T to) {
        if (ramps == null) {
            throw new IllegalArgumentException("ramp must be one of lines");
        }
        if (before == null) {
            throw new IllegalArgumentException("ramp must come after a step");
        }
        Duration start = Durations.parse("step", ramp.group(1));
        Duration time = Durations.parse("ramp", ramp.group(2));
        int steps = ramp.group(3) == null ? USUAL_STEPS : Integer.parseInt(ramp.group(3));
        before.requireAfter(start);
        T from = before.values().get(before.values().size() - 1);
        return before.ramped(Timeline.nanos("step", start), to, time, steps, ramps.apply(from, to));
    }
}
