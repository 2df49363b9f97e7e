package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words {@code reorder}, {@code swap}, {@code ahead} and {@code behind}, of which there may be one. */
final class ReorderWords implements PartWords {
    private static final Pattern EARLY = Pattern.compile(" gap [0-9]{1,9}(?= |$)");
    private static final Pattern SWAP = Pattern.compile(" within [0-9.]+ ?[a-z]+(?= |$)");
    private static final Pattern OTHERS = Pattern.compile(" (?:by [0-9]{1,9}|within [0-9.]+ ?[a-z]+)(?= |$)");

    private Reorder reorder = Reorder.NONE;
    private @Nullable String given;

    @Override
    public List<String> names() {
        return List.of("reorder", "swap", "ahead", "behind");
    }

    @Override
    public void read(String name, String value) {
        if (given != null) {
            throw new IllegalArgumentException("packets change places in one way at a time, not by " + given + " too");
        }
        given = name;
        reorder = switch (name) {
            case "reorder" -> new Reading(value, EARLY, "\"gap 5\"").reorder(Reorder.Kind.EARLY);
            case "swap" -> new Reading(value, SWAP, "\"within 50 ms\"").reorder(Reorder.Kind.BEHIND);
            case "ahead" -> new Reading(value, OTHERS, "\"by 3\" or \"within 50 ms\"").reorder(Reorder.Kind.AHEAD);
            default -> new Reading(value, OTHERS, "\"by 3\" or \"within 50 ms\"").reorder(Reorder.Kind.BEHIND);
        };
    }

    /** A value with its phrases taken in. */
    private static final class Reading {
        private final Probability probability;
        private int packets = 1;
        private Duration within = Reorder.WITHIN;

        Reading(String value, Pattern pattern, String expected) {
            Phrases phrases = new Phrases(value, pattern);
            phrases.forEach(expected, phrase -> phrase.substring(0, phrase.indexOf(' ')), this::take);
            probability = Probability.parse(phrases.model());
        }

        private void take(String phrase) {
            String value = phrase.substring(phrase.indexOf(' ') + 1);
            if (phrase.startsWith("within")) {
                within = Durations.parse("within", value);
            } else {
                packets = Integer.parseInt(value);
            }
        }

        Reorder reorder(Reorder.Kind kind) {
            return new Reorder(kind, probability, packets, within);
        }
    }

    static String format(Reorder reorder) {
        String within = reorder.within().equals(Reorder.WITHIN) ? "" : " within " + Durations.format(reorder.within());
        String others = (reorder.packets() == 1 ? "" : " by " + reorder.packets()) + within;
        return switch (reorder.kind()) {
            case EARLY ->
                "reorder=" + reorder.probability() + (reorder.packets() == 1 ? "" : " gap " + reorder.packets());
            case AHEAD -> "ahead=" + reorder.probability() + others;
            case BEHIND -> (reorder.packets() == 1 ? "swap=" : "behind=") + reorder.probability() + others;
        };
    }

    @Override
    public void finish(Impairment.Builder builder) {
        builder.reorder(reorder);
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (!impairment.reorder().equals(Reorder.NONE)) {
            words.add(impairment.reorder().toString());
        }
    }
}
