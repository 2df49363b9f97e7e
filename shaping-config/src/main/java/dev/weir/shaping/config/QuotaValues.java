package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Quota;
import dev.weir.shaping.QuotaAction;
import dev.weir.shaping.QuotaPeriod;
import dev.weir.shaping.Rate;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Quotas as objects: {@code {"incoming": "20 MB", "outgoing": "10 MB", "period": "day", "action": "reduce", "reduced_rate": "50 kB/s"}}. */
final class QuotaValues {
    private static final Pattern WEEK = Pattern.compile("week from (\\p{Alpha}+)", Pattern.CASE_INSENSITIVE);

    private QuotaValues() {}

    /** Null if something is wrong, which is reported. */
    static @Nullable Quota read(Fields fields) {
        int faults = fields.faults();
        DataSize incoming = fields.read("incoming", QuotaValues::size);
        DataSize outgoing = fields.read("outgoing", QuotaValues::size);
        QuotaPeriod period = fields.read("period", QuotaValues::period, QuotaPeriod.DAY);
        Rate initial = fields.read("initial_rate", value -> Rate.parse(Values.text(value)));
        Rate reduced = fields.read("reduced_rate", value -> Rate.parse(Values.text(value)));
        QuotaAction action = fields.read(
                "action",
                value -> Values.constant(value, QuotaAction.values()),
                reduced == null ? QuotaAction.BLOCK : QuotaAction.REDUCE);
        fields.warnOfUnknown();
        if (fields.faults() > faults) {
            return null;
        }
        try {
            return new Quota(incoming, outgoing, period, initial, action, reduced);
        } catch (IllegalArgumentException e) {
            fields.fault("action", FaultCode.INVALID, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static DataSize size(JsonNode value) {
        return DataSize.parse(Values.text(value));
    }

    private static QuotaPeriod period(JsonNode value) {
        String text = Values.text(value);
        Matcher week = WEEK.matcher(text);
        if (week.matches()) {
            return QuotaPeriod.weekFrom(DayOfWeek.valueOf(week.group(1).toUpperCase(Locale.ROOT)));
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "hour" -> QuotaPeriod.HOUR;
            case "day" -> QuotaPeriod.DAY;
            case "week" -> QuotaPeriod.WEEK;
            case "month" -> QuotaPeriod.MONTH;
            default -> fixed(text);
        };
    }

    private static QuotaPeriod fixed(String text) {
        try {
            return QuotaPeriod.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "period must be hour, day, week, week from sunday, month or a time like PT30M: \"" + text + "\"",
                    e);
        }
    }

    static ObjectNode write(Quota quota) {
        ObjectNode node = Json.object();
        put(node, "incoming", quota.incoming());
        put(node, "outgoing", quota.outgoing());
        node.put("period", quota.period().toString());
        put(node, "initial_rate", quota.initialRate());
        node.put("action", quota.action().name().toLowerCase(Locale.ROOT));
        put(node, "reduced_rate", quota.reducedRate());
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        node.put(name, value == null ? null : value.toString());
    }
}
