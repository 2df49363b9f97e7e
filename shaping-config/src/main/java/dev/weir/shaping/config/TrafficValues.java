package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.match.TrafficCondition;
import dev.weir.shaping.match.TrafficWindow;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The published form of a {@link TrafficCondition} (seed 001:292, 324). The quantity is in bytes whatever the unit, which only tells how to show it.
 *
 * @param enabled whether the condition is asked at all
 * @param unit how the quantity is shown
 * @param condition the condition
 */
record TrafficValues(boolean enabled, String unit, TrafficCondition condition) {
    private static final List<String> UNITS = List.of("byte", "KB", "MB", "GB", "TB");

    /** Null if something is wrong, which is reported. */
    static @Nullable TrafficValues read(Fields fields) {
        int faults = fields.faults();
        boolean enabled = fields.read("enabled", Values::flag, true);
        boolean more = fields.read("more_than", Values::flag, true);
        String unit = fields.read("unit", TrafficValues::unit, UNITS.get(0));
        DataSize amount = fields.require("quantity", value -> amount(value, unit));
        TrafficWindow window = window(fields);
        fields.warnOfUnknown();
        return amount == null || window == null || fields.faults() > faults
                ? null
                : new TrafficValues(enabled, unit, new TrafficCondition(more, amount, window));
    }

    private static String unit(JsonNode value) {
        String name = Values.text(value);
        return UNITS.stream()
                .filter(unit -> unit.equalsIgnoreCase(name) || (unit + "s").equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unit must be one of " + String.join(", ", UNITS) + ": \"" + name + "\""));
    }

    private static DataSize amount(JsonNode value, String unit) {
        if (value.isTextual()) {
            return DataSize.parse(Values.text(value));
        }
        long bytes = Values.whole(value, 0, Long.MAX_VALUE);
        long least = (long) Math.pow(1_000, UNITS.indexOf(unit)) / 100;
        if (bytes < least) {
            throw new IllegalArgumentException("quantity must be in bytes, at least 1 % of its unit, or a text like \""
                    + bytes + " " + unit + "\": " + bytes + " " + unit);
        }
        return DataSize.ofBytes(bytes);
    }

    /** The window that {@code sent}, {@code time} and {@code time_unit} tell; null if something is wrong, which is reported. */
    static @Nullable TrafficWindow window(Fields fields) {
        Boolean sent = fields.read("sent", Values::flag);
        String length = fields.read("time", Values::text, "1");
        return fields.require("time_unit", value -> {
            TrafficWindow window = TrafficWindow.parse(length + " " + Values.text(value));
            return sent == null ? window : window.only(sent ? Direction.OUTGOING : Direction.INCOMING);
        });
    }

    static TrafficValues of(TrafficCondition condition) {
        return new TrafficValues(true, UNITS.get(0), condition);
    }

    ObjectNode node() {
        ObjectNode node = Json.object()
                .put("enabled", enabled)
                .put("more_than", condition.more())
                .put("quantity", condition.amount().bytes())
                .put("unit", unit);
        return write(condition.window(), node);
    }

    static ObjectNode write(TrafficWindow window, ObjectNode node) {
        String plural = window.unit().name().toLowerCase(Locale.ROOT);
        Direction direction = window.direction();
        if (direction == null) {
            node.putNull("sent");
        } else {
            node.put("sent", direction == Direction.OUTGOING);
        }
        return node.put("time", window.amount()).put("time_unit", plural.substring(0, plural.length() - 1));
    }
}
