package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.match.Match;
import java.util.List;

/** Writes lists of filters: the published fields, all of them, blank ones as null; then those of conditions as far as they are needed. */
final class FilterWriter {
    private static final List<String> TIMES = List.of("time", "day_week", "day_month", "month");

    private FilterWriter() {}

    static ArrayNode write(FilterSet filters) {
        ArrayNode list = Json.array();
        for (Filter filter : filters.filters()) {
            try {
                list.add(write(filter));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("filter \"" + filter.name() + "\": " + e.getMessage(), e);
            }
        }
        return list;
    }

    private static ObjectNode write(Filter filter) {
        ObjectNode condition = condition(filter.match());
        ObjectNode node = Json.object();
        node.set("adapter", condition.remove("adapter"));
        JsonNode direction = condition.remove("direction");
        node.set("direction", direction == null ? TextNode.valueOf("all") : direction);
        node.put("action", filter.action().toString());
        FilterLayers.NAMES.forEach(layer -> node.set(layer, condition.remove(layer)));
        node.put("name", filter.name()).put("enabled", filter.enabled());
        TIMES.forEach(time -> node.set(time, condition.remove(time)));
        if (filter.id() > 0) {
            node.put("id", filter.id());
        }
        return node.setAll(condition);
    }

    /** In the published fields if that is read back as an equal condition, else in those of conditions. */
    private static ObjectNode condition(Match match) {
        ConditionWriter writer = new ConditionWriter();
        ObjectNode plain = writer.write(match);
        ObjectNode layered = FilterLayers.write(match);
        Findings findings = new Findings();
        Match read = new FilterReader(writer.lists(), findings).match(Fields.of(layered, "filter", findings));
        return findings.faults() == 0 && read.equals(match) ? layered : plain;
    }
}
