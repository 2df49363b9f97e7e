package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** The text form of an {@link Impairment}: words of the form {@code name=value with unit}. */
final class ImpairmentText {
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("(?<=[^\\s,])(?:\\s*+,\\s*+|\\s++)(?=[a-zA-Z]++\\s*+=)");
    private static final String KNOWN = "rate, overhead, mpu, cells, queue, limit, delay, jitter, loss";
    private static final String FRAMING = "overhead, mpu, cells";

    private final Impairment.Builder builder = Impairment.builder();
    private final FramingWords framing = new FramingWords();
    private final String known;
    private final Set<String> seen = new HashSet<>();
    private Duration delay = Duration.ZERO;
    private Duration jitter = Duration.ZERO;

    private ImpairmentText(String known) {
        this.known = known;
    }

    static Impairment parse(String text) {
        ImpairmentText reader = new ImpairmentText(KNOWN);
        reader.readAll(text);
        return reader.builder
                .framing(reader.framing.framing())
                .delay(Delay.uniform(reader.delay, reader.jitter))
                .build();
    }

    static Framing parseFraming(String text) {
        ImpairmentText reader = new ImpairmentText(FRAMING);
        reader.readAll(text);
        return reader.framing.framing();
    }

    private void readAll(String text) {
        if (!text.isBlank()) {
            for (String word : BETWEEN_WORDS.split(text.strip(), -1)) {
                read(word);
            }
        }
    }

    private void read(String word) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("expected name=value (known names: " + known + "): \"" + word + "\"");
        }
        String name = word.substring(0, equals).strip();
        String value = word.substring(equals + 1).strip();
        if (!seen.add(name)) {
            throw new IllegalArgumentException(name + " is given twice: \"" + word + "\"");
        }
        try {
            set(name, value);
        } catch (IllegalArgumentException e) {
            String prefix = name + "=" + value + ": ";
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(message.startsWith("unknown") ? message : prefix + message, e);
        }
    }

    private void set(String name, String value) {
        switch (name) {
            case "overhead" -> framing.overhead(value);
            case "mpu" -> framing.minimum(value);
            case "cells" -> framing.cells(value);
            default -> setOther(name, value);
        }
    }

    private void setOther(String name, String value) {
        switch (known.equals(KNOWN) ? name : "") {
            case "rate" -> builder.rate(Rate.parse(value));
            case "queue" -> builder.queue(QueueLimit.parse(value));
            case "limit" -> builder.limit(RateLimit.parse(value));
            case "loss" -> builder.loss(Loss.random(Probability.parse(value)));
            case "delay" -> delay = new Delay.Uniform(Durations.parse("delay", value), Duration.ZERO).delay();
            case "jitter" -> jitter = new Delay.Uniform(Duration.ZERO, Durations.parse("jitter", value)).jitter();
            default -> throw new IllegalArgumentException("unknown word \"" + name + "\" (known: " + known + ")");
        }
    }

    static String format(Impairment impairment) {
        StringJoiner words = new StringJoiner(" ");
        if (impairment.rate() != null) {
            words.add("rate=" + impairment.rate());
        }
        if (!impairment.framing().equals(Framing.NONE)) {
            words.add(impairment.framing().toString());
        }
        if (impairment.limit() != null) {
            words.add("limit=" + impairment.limit());
        }
        if (impairment.queue() != null) {
            words.add("queue=" + impairment.queue());
        }
        if (impairment.delay() instanceof Delay.Uniform uniform) {
            formatDelay(uniform, words);
        }
        if (!impairment.loss().equals(Loss.NONE)) {
            words.add("loss=" + impairment.loss());
        }
        return words.toString();
    }

    private static void formatDelay(Delay.Uniform uniform, StringJoiner words) {
        if (!uniform.delay().isZero()) {
            words.add("delay=" + Durations.format(uniform.delay()));
        }
        if (!uniform.jitter().isZero()) {
            words.add("jitter=" + Durations.format(uniform.jitter()));
        }
    }
}
