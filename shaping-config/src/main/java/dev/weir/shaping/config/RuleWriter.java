package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.MatchRule;
import dev.weir.shaping.match.QuotaLadder;
import dev.weir.shaping.match.ScheduledRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes lists of rules: the published fields first, all of them, blank ones as null; then our own as far as they are set. */
final class RuleWriter {
    private final Map<String, ReadRule> known;

    /**
     * Makes a writer.
     *
     * @param known rules by their names as they were once read
     */
    RuleWriter(Map<String, ReadRule> known) {
        this.known = known;
    }

    ArrayNode write(RuleSet rules) {
        ArrayNode list = Json.array();
        for (RuleEntry entry : rules.entries()) {
            try {
                list.add(write(entry));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("rule \"" + entry.name() + "\": " + e.getMessage(), e);
            }
        }
        return list;
    }

    private ObjectNode write(RuleEntry entry) {
        Rule rule = entry.rule() instanceof ScheduledRule scheduled ? scheduled.rule() : entry.rule();
        ReadRule read = known.get(entry.name());
        ObjectNode node;
        if (rule instanceof MatchRule plain) {
            node = fields(entry, plain.match(), priority(plain.priority(), read), read);
        } else if (rule instanceof QuotaLadder ladder) {
            node = fields(entry, ladder.match(), null, read);
            node.set("ladder", LadderValues.write(ladder));
        } else {
            throw new IllegalArgumentException("only rules made of a condition and a priority can be written: " + rule);
        }
        if (entry.rule() instanceof ScheduledRule scheduled) {
            node.set("enabled_schedule", TimeValues.write(scheduled.schedule()));
        }
        return node;
    }

    private static ObjectNode priority(Priority priority, @Nullable ReadRule read) {
        return PriorityWriter.write(priority, read == null ? null : read.priority());
    }

    private static ObjectNode fields(
            RuleEntry entry, Match match, @Nullable ObjectNode priority, @Nullable ReadRule read) {
        ObjectNode condition = new ConditionWriter().write(match);
        condition.set("condition", traffic(condition.get("condition"), read));
        ObjectNode node = Json.object().put("name", entry.name());
        for (String name : ConditionFields.PUBLISHED) {
            node.set(name, condition.remove(name));
            if (name.equals("protocol")) {
                node.set("priority", priority);
            } else if (name.equals("month")) {
                node.set("condition", condition.remove("condition"));
            } else if (name.equals("url")) {
                node.put("enabled", entry.enabled());
            }
        }
        if (!entry.id().equals(entry.name())) {
            node.put("id", entry.id());
        }
        return node.setAll(condition);
    }

    /** What the condition was read from, if that still means the same: with its unit, or not enabled. */
    private static @Nullable JsonNode traffic(@Nullable JsonNode written, @Nullable ReadRule read) {
        TrafficValues values = read == null ? null : read.traffic();
        if (values == null) {
            return written;
        }
        JsonNode plain = TrafficValues.of(values.condition()).node();
        return values.enabled()
                ? plain.equals(written) ? values.node() : written
                : written == null ? values.node() : written;
    }
}
