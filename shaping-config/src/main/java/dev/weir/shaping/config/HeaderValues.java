package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.match.HeaderBits;
import dev.weir.shaping.match.HeaderField;
import dev.weir.shaping.match.HeaderFieldIn;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Conditions on the IP header: {@code {"field": "ttl", "values": "0-5"}}, or {@code {"offset": 1, "width": 1, "mask": 252, "value": 184}}. */
final class HeaderValues {
    private static final Set<String> BY_NAME = Set.of("field", "values");
    private static final Set<String> BY_PLACE = Set.of("offset", "width", "mask", "value");
    private static final long MOST = 0xFFFF_FFFFL;

    private HeaderValues() {}

    static Match read(JsonNode value) {
        if (value.isObject() && names(value).equals(BY_NAME)) {
            return Matches.ipHeader(
                    Values.constant(value.get("field"), HeaderField.values()), Values.text(value.get("values")));
        }
        if (value.isObject() && names(value).equals(BY_PLACE)) {
            return Matches.ipHeader(
                    Values.integer(value.get("offset"), 0, 255),
                    Values.integer(value.get("width"), 1, 4),
                    Values.whole(value.get("mask"), 0, MOST),
                    Values.whole(value.get("value"), 0, MOST));
        }
        throw new IllegalArgumentException(
                "must be an object with field and values, or with offset, width, mask and value: " + Json.brief(value));
    }

    private static Set<String> names(JsonNode value) {
        Set<String> names = new HashSet<>();
        value.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static ObjectNode write(HeaderFieldIn match) {
        return Json.object()
                .put("field", match.field().name().toLowerCase(Locale.ROOT))
                .put("values", match.values().toString());
    }

    static ObjectNode write(HeaderBits match) {
        return Json.object()
                .put("offset", match.offset())
                .put("width", match.width())
                .put("mask", match.mask())
                .put("value", match.value());
    }
}
