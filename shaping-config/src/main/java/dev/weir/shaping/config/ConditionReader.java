package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.Always;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import dev.weir.shaping.match.Not;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the condition that the fields of an object make together: all must hold that are given. Besides the published fields there are three for nested
 * conditions: {@code all}, {@code any} and {@code not}. The parts come in a fixed order, whatever that of the document.
 */
final class ConditionReader {
    private final Map<String, Function<JsonNode, Match>> fields;

    ConditionReader(Map<UUID, BlockList> blockLists) {
        fields = ConditionFields.readers(blockLists);
    }

    /** The condition; faults are reported, and what has one is left out. The caller warns of unknown fields. */
    Match read(Fields object) {
        List<Match> parts = new ArrayList<>();
        fields.forEach((name, reader) -> {
            Match part = object.read(name, reader);
            if (part != null && !(part instanceof Always)) {
                parts.add(part);
            }
        });
        parts.addAll(list(object, "all"));
        List<Match> alternatives = list(object, "any");
        if (!alternatives.isEmpty()) {
            parts.add(alternatives.size() == 1 ? alternatives.get(0) : new AnyOf(alternatives));
        }
        JsonNode opposite = object.value("not");
        if (opposite != null) {
            parts.add(new Not(nested(object, "not", opposite)));
        }
        Match traffic = traffic(object);
        if (traffic != null) {
            parts.add(traffic);
        }
        return joined(parts, object);
    }

    private List<Match> list(Fields object, String name) {
        List<Match> parts = new ArrayList<>();
        List<JsonNode> items = object.items(name);
        for (int i = 0; items != null && i < items.size(); i++) {
            parts.add(nested(object, name + "[" + i + "]", items.get(i)));
        }
        if (items != null && items.isEmpty() && name.equals("any")) {
            object.fault(name, FaultCode.INVALID, "any must have at least 1 condition: 0");
        }
        return parts;
    }

    private Match nested(Fields object, String name, JsonNode value) {
        Fields child = object.within(name, value);
        Match match = read(child);
        child.warnOfUnknown();
        return match;
    }

    private static @Nullable Match traffic(Fields object) {
        JsonNode value = object.value("condition");
        if (value == null) {
            return null;
        }
        TrafficValues traffic = TrafficValues.read(object.within("condition", value));
        return traffic == null || !traffic.enabled() ? null : traffic.condition();
    }

    private static Match joined(List<Match> parts, Fields object) {
        if (parts.isEmpty()) {
            return Matches.any();
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        try {
            return new AllOf(parts);
        } catch (IllegalArgumentException e) {
            object.fault("", FaultCode.INVALID, String.valueOf(e.getMessage()));
            return Matches.any();
        }
    }
}
