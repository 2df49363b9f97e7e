package dev.weir.shaping.config;

import dev.weir.shaping.Limiting;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.impair.Corrupt;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Duplicate;
import dev.weir.shaping.impair.Handling;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Loss;
import dev.weir.shaping.impair.RateLimit;
import dev.weir.shaping.impair.Reorder;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Tells in words what is done with packets of a direction. */
final class PriorityWords {
    private PriorityWords() {}

    static String of(Treatment treatment) {
        StringBuilder text = new StringBuilder(category(treatment));
        Limiting limiting = treatment.limiting();
        if (limiting.tracking() != null) {
            text.append(" for each ").append(limiting.tracking().toString().replace('-', ' '));
        }
        text.append(treatment.combined() ? ", both directions together" : "")
                .append(limiting.policed() ? ", without a queue" : "")
                .append(limiting.penalizesShort() ? ", short packets costing more" : "");
        if (treatment.dscp() != null) {
            text.append(", marked with DSCP ").append(treatment.dscp().codePoint());
        }
        if (treatment.bind() != null) {
            text.append(", by the adapter ").append(treatment.bind());
        }
        if (treatment.key() != null) {
            text.append(", under the key \"").append(treatment.key()).append('"');
        }
        return text.append(treatment.counted() ? ", counted" : "").toString();
    }

    private static String category(Treatment treatment) {
        Impairment impairment = treatment.impairment();
        if (treatment.limiting().quota() != null) {
            return "quota " + treatment.limiting().quota();
        }
        return switch (Category.of(treatment)) {
            case HIGH -> "high priority";
            case NORMAL -> "normal priority";
            case LOW -> "low priority";
            case LIMITED -> impairment.limit() == null ? "not limited" : limit(impairment.limit());
            case DELAYED -> delay(impairment.delay());
            case DROPPED -> "loses " + impairment.loss();
            case BLOCKED -> "blocked";
            case IGNORED -> "sent at once, past all limits";
            case CUSTOM -> custom(impairment);
            case PASS -> "left to the next rule";
            case DEFAULT -> "left to the default priority";
        };
    }

    private static String custom(Impairment impairment) {
        StringJoiner parts = new StringJoiner(", ");
        parts.setEmptyValue("not changed");
        if (!impairment.loss().equals(Loss.NONE)) {
            parts.add("loses " + impairment.loss());
        }
        if (impairment.limit() != null) {
            parts.add(limit(impairment.limit()));
        }
        if (impairment.rate() != null) {
            parts.add("over a line of " + rate(impairment.rate()));
        }
        if (!impairment.delay().equals(Delay.NONE)) {
            parts.add(delay(impairment.delay()));
        }
        changes(impairment, parts);
        return parts.toString();
    }

    private static void changes(Impairment impairment, StringJoiner parts) {
        if (!impairment.duplicate().equals(Duplicate.NONE)) {
            parts.add("copies " + impairment.duplicate());
        }
        if (!impairment.corrupt().equals(Corrupt.NONE)) {
            parts.add("changes a bit of " + impairment.corrupt());
        }
        if (!impairment.reorder().equals(Reorder.NONE)) {
            parts.add("changes their order by " + impairment.reorder());
        }
        if (!impairment.handling().equals(Handling.NONE)) {
            parts.add("changes them by " + impairment.handling());
        }
    }

    private static String limit(RateLimit limit) {
        String bytes = limit.rate() == null ? "" : rate(limit.rate());
        String packets = limit.packetsPerSecond() == 0 ? "" : limit.packetsPerSecond() + " packets/s";
        return "at most " + bytes + (bytes.isEmpty() || packets.isEmpty() ? "" : " and ") + packets;
    }

    /** In bytes per second where they are whole, as limits are given. */
    private static String rate(@Nullable Rate rate) {
        if (rate == null || rate.bitsPerSecond() % 8 != 0) {
            return String.valueOf(rate);
        }
        long bytes = rate.bytesPerSecond();
        if (bytes % 1_000_000 == 0) {
            return bytes / 1_000_000 + " MB/s";
        }
        return bytes % 1_000 == 0 ? bytes / 1_000 + " kB/s" : bytes + " B/s";
    }

    private static String delay(Delay delay) {
        if (!(delay instanceof Delay.Uniform uniform)) {
            return "delayed by " + delay;
        }
        return "delayed by " + millis(uniform.delay())
                + (uniform.jitter().isZero() ? "" : ", give or take " + millis(uniform.jitter()));
    }

    private static String millis(Duration time) {
        return DirectionValues.wholeMillis(time)
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.6f ms", time.toNanos() / 1e6);
    }
}
