package dev.weir.shaping.impair;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Traces as lines of text, and what makes opportunities a trace. */
final class TraceText {
    static final String ONCE = " once";

    private static final int MAX_DIGITS = 10;

    private final String name;
    private int[] millis = new int[1_024];
    private int count;

    private TraceText(String name) {
        this.name = name;
    }

    static Trace parse(String name, List<String> lines) {
        TraceText text = new TraceText(name);
        lines.forEach(text::add);
        return text.trace();
    }

    static Trace read(String name, BufferedReader reader) throws IOException {
        TraceText text = new TraceText(name);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            text.add(line);
        }
        return text.trace();
    }

    private void add(String line) {
        String digits = line.strip();
        if (digits.isEmpty()
                || digits.length() > MAX_DIGITS
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                || Long.parseLong(digits) > Integer.MAX_VALUE) {
            throw wrong(
                    name, count, "must be whole milliseconds within 0.." + Integer.MAX_VALUE + ": \"" + line + "\"");
        }
        if (count == Trace.MAX_OPPORTUNITIES) {
            throw wrong(name, count, "must be the last, as there are " + count + " before");
        }
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, Math.min(2 * count, Trace.MAX_OPPORTUNITIES));
        }
        millis[count++] = Integer.parseInt(digits);
    }

    private Trace trace() {
        return checked(name, Arrays.copyOf(millis, count));
    }

    static Trace checked(String name, int[] millis) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a trace must not be blank: \"" + name + "\"");
        }
        int count = millis.length;
        if (count == 0 || count > Trace.MAX_OPPORTUNITIES) {
            throw new IllegalArgumentException(
                    "opportunities of trace " + name + " must be within 1.." + Trace.MAX_OPPORTUNITIES + ": " + count);
        }
        int before = 0;
        for (int i = 0; i < count; i++) {
            if (millis[i] < before) {
                throw wrong(name, i, "must be at least " + before + ": " + millis[i]);
            }
            before = millis[i];
        }
        if (before == 0) {
            throw wrong(name, count - 1, "is the last and must be above 0: 0");
        }
        return new Trace(name, millis, true);
    }

    private static IllegalArgumentException wrong(String name, int index, String message) {
        return new IllegalArgumentException("trace " + name + ", line " + (index + 1) + ": " + message);
    }

    /** Reads a trace by name, from where names are looked up. */
    static Trace parse(String value, @Nullable TraceSource source) {
        boolean once = value.endsWith(ONCE);
        String name = once ? value.substring(0, value.length() - ONCE.length()).strip() : value;
        Trace trace = TraceFiles.read(source, name, TraceText::read);
        return once ? trace.once() : trace;
    }
}
