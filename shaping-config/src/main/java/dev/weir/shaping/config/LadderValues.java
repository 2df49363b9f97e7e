package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.QuotaLadder;
import dev.weir.shaping.match.TrafficWindow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ladders of amounts: {@code {"time": 1, "time_unit": "month", "steps": [{"above": "4 GB", "priority": "low"}]}}, in place of a rule's priority. */
final class LadderValues {
    private LadderValues() {}

    /** Null if something is wrong, which is reported. */
    static @Nullable QuotaLadder read(Fields fields, Match match) {
        int faults = fields.faults();
        TrafficWindow window = TrafficValues.window(fields);
        List<QuotaLadder.Step> steps = new ArrayList<>();
        List<JsonNode> list = fields.items("steps");
        if (list == null) {
            fields.fault("steps", FaultCode.MISSING_FIELD, "steps must be given, as a list");
        } else {
            for (int i = 0; i < list.size(); i++) {
                QuotaLadder.Step step = step(fields.within("steps[" + i + "]", list.get(i)));
                if (step != null) {
                    steps.add(step);
                }
            }
        }
        fields.warnOfUnknown();
        if (window == null || fields.faults() > faults) {
            return null;
        }
        try {
            return new QuotaLadder(match, window, steps);
        } catch (IllegalArgumentException e) {
            fields.fault("steps", FaultCode.INVALID, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static QuotaLadder.@Nullable Step step(Fields fields) {
        DataSize above = fields.require("above", LadderValues::amount);
        JsonNode value = fields.value("priority");
        if (value == null) {
            fields.fault("priority", FaultCode.MISSING_FIELD, "priority must be given");
        }
        PriorityValues priority = value == null ? null : PriorityValues.read(fields, "priority", value);
        fields.warnOfUnknown();
        return above == null || priority == null ? null : new QuotaLadder.Step(above, priority.priority());
    }

    private static DataSize amount(JsonNode value) {
        return value.isTextual()
                ? DataSize.parse(Values.text(value))
                : DataSize.ofBytes(Values.whole(value, 0, Long.MAX_VALUE));
    }

    static ObjectNode write(QuotaLadder ladder) {
        ObjectNode node = TrafficValues.write(ladder.window(), Json.object());
        ArrayNode steps = node.putArray("steps");
        for (QuotaLadder.Step step : ladder.steps()) {
            ObjectNode written = steps.addObject().put("above", step.above().bytes());
            written.set("priority", PriorityWriter.write(step.priority(), null));
        }
        return node;
    }
}
