package dev.weir.shaping.impair;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text form of an {@link Impairment}: words of the form {@code name=value with unit}, read by the part that they are of. */
final class ImpairmentText {
    private final List<PartWords> parts;
    private final Set<String> seen = new HashSet<>();

    private ImpairmentText(List<PartWords> parts) {
        this.parts = parts;
    }

    /** New words of every part, in the order in which they are printed. */
    private static List<PartWords> parts(@Nullable TraceSource traces) {
        return List.of(
                new RateWords(),
                new TraceWords(traces),
                new JointTraceWords(traces),
                new FramingWords(),
                new LimitWords(),
                new QueueDisciplineWords(),
                new DelayWords(),
                new LossWords(),
                new DuplicateWords(),
                new CorruptWords(),
                new ReorderWords(),
                new HandlingWords(),
                new SlotWords());
    }

    static Impairment parse(String text) {
        return parse(text, null);
    }

    static Impairment parse(String text, @Nullable TraceSource traces) {
        List<PartWords> parts = parts(traces);
        new ImpairmentText(parts).readAll(text);
        Impairment.Builder builder = Impairment.builder();
        parts.forEach(part -> part.finish(builder));
        return builder.build();
    }

    static Framing parseFraming(String text) {
        FramingWords framing = new FramingWords();
        new ImpairmentText(List.of(framing)).readAll(text);
        return framing.framing();
    }

    static String format(Impairment impairment) {
        StringJoiner words = new StringJoiner(" ");
        parts(null).forEach(part -> part.print(impairment, words));
        return words.toString();
    }

    private void readAll(String text) {
        if (!text.isBlank()) {
            Words.of(text).forEach(this::read);
        }
    }

    private void read(String word) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("expected name=value (known names: " + known() + "): \"" + word + "\"");
        }
        String name = word.substring(0, equals).strip();
        String value = word.substring(equals + 1).strip();
        PartWords part = part(name);
        if (!seen.add(name)) {
            throw new IllegalArgumentException(name + " is given twice: \"" + word + "\"");
        }
        try {
            part.read(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + "=" + value + ": " + e.getMessage(), e);
        }
    }

    private PartWords part(String name) {
        for (PartWords part : parts) {
            if (part.names().contains(name)) {
                return part;
            }
        }
        throw new IllegalArgumentException("unknown word \"" + name + "\" (known: " + known() + ")");
    }

    private String known() {
        return parts.stream().flatMap(part -> part.names().stream()).collect(Collectors.joining(", "));
    }
}
